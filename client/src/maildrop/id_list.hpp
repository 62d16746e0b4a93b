#pragma once

#include <cstddef>
#include <cstdint>
#include <pop3kit/message_reference.hpp>
#include <string_view>

#include "maildrop/block_list.hpp"

namespace pop3kit::engine {

/// Unique-ids by number. Views into it outlive its being moved.
class id_list {
 public:
  /// Numbers must grow.
  void append(std::uint64_t number, std::string_view id) { entries_.push_back({number, unique_id(id)}); }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] std::uint64_t number(std::size_t place) const { return entries_[place].number; }
  /// Empty where the server gave none.
  [[nodiscard]] const unique_id& id(std::size_t place) const { return entries_[place].id; }
  /// Empty where there is none.
  [[nodiscard]] std::string_view id_of(std::uint64_t number) const;

 private:
  struct entry {
    std::uint64_t number;
    unique_id id;
  };
  block_list<entry> entries_;
};

}  // namespace pop3kit::engine
