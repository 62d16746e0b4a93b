#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "maildrop/id_list.hpp"
#include "maildrop/id_table.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// The unique-ids of one session, as its UIDL told: the only way from an id to a sequence number.
class id_index {
 public:
  id_index() = default;
  explicit id_index(id_list ids);
  // The table looks into the list, whose octets a move leaves where they are.
  id_index(id_index&&) = default;
  id_index& operator=(id_index&&) = default;

  /// no_such_message, or ambiguous_unique_id if several messages carry the id: a guess could be the wrong one.
  [[nodiscard]] outcome<std::uint64_t> number_of(std::string_view id) const { return numbers_.find(id); }
  /// Empty where the message has none, or there is no such message.
  [[nodiscard]] std::string_view id_of(std::uint64_t number) const { return ids_.id_of(number); }
  /// Every message has an id of its own: what it takes to find messages again in another session.
  [[nodiscard]] bool tells_all_apart() const noexcept { return tells_all_apart_; }
  [[nodiscard]] const id_list& ids() const noexcept { return ids_; }

 private:
  id_list ids_;
  id_table<> numbers_;
  bool tells_all_apart_ = true;
};

}  // namespace pop3kit::engine
