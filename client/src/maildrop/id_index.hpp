#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "maildrop/listing_request.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// The unique-ids of one session, as its UIDL told: the only way from an id to a sequence number.
class id_index {
 public:
  id_index() = default;
  explicit id_index(std::vector<listed_id> ids);
  // The map looks into the strings of the vector, which a move leaves where they are.
  id_index(id_index&&) = default;
  id_index& operator=(id_index&&) = default;

  /// no_such_message, or ambiguous_unique_id where several messages carry it: a guess could be the wrong one.
  [[nodiscard]] outcome<std::uint64_t> number_of(std::string_view id) const;
  /// Empty where the message has none, or there is no such message.
  [[nodiscard]] std::string_view id_of(std::uint64_t number) const;
  /// Every message has an id of its own: what it takes to find messages again in another session.
  [[nodiscard]] bool tells_all_apart() const noexcept { return tells_all_apart_; }
  [[nodiscard]] const std::vector<listed_id>& ids() const noexcept { return ids_; }

 private:
  std::vector<listed_id> ids_;  // by number, growing
  // 0: several messages.
  std::unordered_map<std::string_view, std::uint64_t> numbers_;
  bool tells_all_apart_ = true;
};

}  // namespace pop3kit::engine
