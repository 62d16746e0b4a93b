#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "maildrop/block_list.hpp"

namespace pop3kit::engine {

/// A list of growing sequence numbers. Numbers from 1 without a gap take no memory. Gaps are rare: only marked messages
/// leave them.
class number_list {
 public:
  /// Appends a number, which must be larger than the previous one.
  void append(std::uint64_t number) {
    if (number == gapless_ + 1 && behind_gap_.empty()) {
      ++gapless_;
    } else {
      behind_gap_.push_back(number);
    }
  }
  [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(gapless_) + behind_gap_.size(); }
  [[nodiscard]] std::uint64_t operator[](std::size_t position) const {
    return position < gapless_ ? position + 1 : behind_gap_[position - static_cast<std::size_t>(gapless_)];
  }
  /// Returns the position of a number. Empty if it is not in the list.
  [[nodiscard]] std::optional<std::size_t> find(std::uint64_t number) const;

  friend bool operator==(const number_list& left, const number_list& right) {
    return left.gapless_ == right.gapless_ && left.behind_gap_ == right.behind_gap_;
  }

 private:
  std::uint64_t gapless_ = 0;  // the numbers from 1 to this one are in the list
  block_list<std::uint64_t> behind_gap_;
};

}  // namespace pop3kit::engine
