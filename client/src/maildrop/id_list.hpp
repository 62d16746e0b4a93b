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

/// Stores texts one after the other, in blocks that never move. It takes little more memory than the octets.
class text_store {
 public:
  /// Stores a text. The view is valid as long as this store, or the store that it is moved to.
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

/// A list of unique-ids by number. Views of ids stay valid when the list is moved.
class id_list {
 public:
  /// Appends an id. Its number must be larger than the previous one.
  void append(std::uint64_t number, std::string_view id) {
    numbers_.append(number);
    ids_.push_back(text_.keep(id));
  }
  [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
  [[nodiscard]] const number_list& numbers() const noexcept { return numbers_; }
  /// Returns the id at this position. Empty if the server sent none.
  [[nodiscard]] std::string_view id(std::size_t position) const { return ids_[position]; }
  /// Returns the id of the message with this number. Empty if there is none.
  [[nodiscard]] std::string_view id_of(std::uint64_t number) const;

 private:
  number_list numbers_;
  block_list<std::string_view> ids_;
  text_store text_;
};

}  // namespace pop3kit::engine
