#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "maildrop/block_list.hpp"
#include "maildrop/number_list.hpp"

namespace pop3kit::engine {

/// Keeps texts one behind the other, in blocks that stay where they are. It costs little more than the octets.
class text_store {
 public:
  /// The view is valid as long as the store, or the one that it was moved to.
  std::string_view keep(std::string_view text) {
    if (text.size() > left_) add_block(text.size());
    char* const kept = free_;
    if (!text.empty()) std::memcpy(kept, text.data(), text.size());
    free_ += text.size();
    left_ -= text.size();
    return {kept, text.size()};
  }

 private:
  void add_block(std::size_t least);

  std::vector<std::unique_ptr<char[]>> blocks_;  // NOLINT(modernize-avoid-c-arrays): octets, set when they are used
  char* free_ = nullptr;
  std::size_t left_ = 0;
};

/// Unique-ids by number. Views into it outlive its being moved.
class id_list {
 public:
  /// Numbers must grow.
  void append(std::uint64_t number, std::string_view id) {
    numbers_.append(number);
    ids_.push_back(text_.keep(id));
  }
  [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
  [[nodiscard]] const number_list& numbers() const noexcept { return numbers_; }
  /// Empty where the server gave none.
  [[nodiscard]] std::string_view id(std::size_t place) const { return ids_[place]; }
  /// Empty where there is none.
  [[nodiscard]] std::string_view id_of(std::uint64_t number) const;

 private:
  number_list numbers_;
  block_list<std::string_view> ids_;
  text_store text_;
};

}  // namespace pop3kit::engine
