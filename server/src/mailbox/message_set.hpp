#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "scenario/mailbox_source.hpp"

namespace pop3kit::serving {

/// The messages of one item of a mailbox description: an eml file, an mbox, ten thousand generated messages. Positions
/// begin at 0 in each set.
class message_set {
 public:
  virtual ~message_set() = default;
  [[nodiscard]] virtual std::size_t count() const = 0;
  [[nodiscard]] virtual std::uint64_t octets(std::size_t position) const = 0;
  /// Returns a hash of the content. It is the same at every start.
  [[nodiscard]] virtual std::uint64_t fingerprint(std::size_t position) const = 0;
  [[nodiscard]] virtual std::shared_ptr<const message_content> open(std::size_t position) const = 0;
};

using message_set_ptr = std::shared_ptr<const message_set>;

/// Joins sets in order. The unique-id of a message depends on its content and its position in the whole mailbox. So it
/// is the same at every start, and two copies of a message have different unique-ids.
[[nodiscard]] std::shared_ptr<const mailbox_source> concatenate(std::vector<message_set_ptr> parts);

}  // namespace pop3kit::serving
