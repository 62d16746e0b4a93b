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

/// Stores texts one after the other, in blocks that never move. A text takes its octets, and eight for its place.
class text_store {
 public:
  /// Where a text is. A default-constructed place is that of the empty text.
  struct place {
    std::uint32_t block = 0;
    std::uint16_t first = 0;
    std::uint16_t octets = 0;  // or `whole_block`
  };

  /// Stores a text. Its place is valid in this store, and in the store that it is moved to.
  place keep(std::string_view text) {
    if (text.size() >= whole_block) return keep_alone(text);
    if (text.empty()) return {};
    if (text.size() > left_) add_block(text.size());
    std::memcpy(free_, text.data(), text.size());
    const auto first = static_cast<std::uint16_t>(free_ - blocks_.back().octets.get());
    free_ += text.size();
    left_ -= text.size();
    return {static_cast<std::uint32_t>(blocks_.size() - 1), first, static_cast<std::uint16_t>(text.size())};
  }
  /// Returns the text at a place. The view is valid as long as this store, or the store that it is moved to.
  [[nodiscard]] std::string_view text(place where) const {
    if (where.octets == 0) return {};
    const block& held = blocks_[where.block];
    return {held.octets.get() + where.first, where.octets == whole_block ? held.size : where.octets};
  }

 private:
  struct block {
    std::unique_ptr<char[]> octets;  // NOLINT(modernize-avoid-c-arrays): octets, set when they are used
    std::size_t size = 0;            // of the text, if it has the block for itself
  };

  /// The text is so long that it has a block for itself.
  static constexpr std::uint16_t whole_block = 65535;

  place keep_alone(std::string_view text);
  void add_block(std::size_t least);

  std::vector<block> blocks_;
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
  [[nodiscard]] std::string_view id(std::size_t position) const { return text_.text(ids_[position]); }
  /// Returns the id of the message with this number. Empty if there is none.
  [[nodiscard]] std::string_view id_of(std::uint64_t number) const;

 private:
  number_list numbers_;
  block_list<text_store::place> ids_;
  text_store text_;
};

}  // namespace pop3kit::engine
