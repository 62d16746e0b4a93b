#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "scenario/mailbox_source.hpp"

namespace pop3kit::serving {

/// What one line of a mailbox description stands for: an eml file, an mbox, ten thousand generated messages. Positions
/// are from 0, within the set.
class message_set {
 public:
  virtual ~message_set() = default;
  [[nodiscard]] virtual std::size_t count() const = 0;
  [[nodiscard]] virtual std::uint64_t octets(std::size_t position) const = 0;
  /// Depends on the content alone: the same at every start.
  [[nodiscard]] virtual std::uint64_t fingerprint(std::size_t position) const = 0;
  [[nodiscard]] virtual std::shared_ptr<const message_content> open(std::size_t position) const = 0;
};

using message_set_ptr = std::shared_ptr<const message_set>;

/// The sets one after the other. A message's unique-id is made of its place in the whole mailbox and its content, so
/// it is the same at every start, and a message that occurs twice has two.
[[nodiscard]] std::shared_ptr<const mailbox_source> concatenate(std::vector<message_set_ptr> parts);

}  // namespace pop3kit::serving
