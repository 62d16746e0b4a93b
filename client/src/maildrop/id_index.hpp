#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "maildrop/id_list.hpp"
#include "maildrop/id_table.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// Maps the unique-ids of one session, as UIDL listed them, to sequence numbers.
class id_index {
 public:
  explicit id_index(std::shared_ptr<const id_list> ids);
  explicit id_index(id_list ids) : id_index(std::make_shared<const id_list>(std::move(ids))) {}

  /// Returns the number of the message with this id. Errors: errc::no_such_message; errc::ambiguous_unique_id if
  /// several messages have it.
  [[nodiscard]] outcome<std::uint64_t> number_of(std::string_view id) const { return numbers_.find(id); }
  /// Returns an empty text if the message has no unique-id, or if there is no such message.
  [[nodiscard]] std::string_view id_of(std::uint64_t number) const { return ids_->id_of(number); }
  /// Returns true if every message has a unique id, so that it can be found again in another session.
  [[nodiscard]] bool tells_all_apart() const noexcept { return tells_all_apart_; }
  [[nodiscard]] const id_list& ids() const noexcept { return *ids_; }
  [[nodiscard]] const std::shared_ptr<const id_list>& shared_ids() const noexcept { return ids_; }

 private:
  std::shared_ptr<const id_list> ids_;
  id_table<> numbers_;  // holds views into the list
  bool tells_all_apart_ = true;
};

}  // namespace pop3kit::engine
