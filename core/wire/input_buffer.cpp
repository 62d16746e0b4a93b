#include "wire/input_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace pop3kit::wire {

input_buffer::input_buffer(std::size_t initial, std::size_t capacity)
    : initial_(std::clamp<std::size_t>(initial, 1, std::max<std::size_t>(capacity, 1))),
      capacity_(std::max<std::size_t>(capacity, 1)) {}

std::span<char> input_buffer::prepare() {
  if (!storage_) {
    storage_ = std::make_unique_for_overwrite<char[]>(initial_);
    size_ = initial_;
  }
  const std::size_t held = end_ - begin_;
  // More than half full: take a larger window if possible, because compacting would soon be needed again.
  if (held > size_ / 2 && size_ < capacity_ && end_ == size_) {
    const std::size_t larger = size_ > capacity_ / 2 ? capacity_ : size_ * 2;
    auto grown = std::make_unique_for_overwrite<char[]>(larger);
    std::memcpy(grown.get(), storage_.get() + begin_, held);
    storage_ = std::move(grown);
    size_ = larger;
  } else if (begin_ == 0 || (end_ < size_ && held > begin_)) {
    return {storage_.get() + end_, size_ - end_};
  } else {
    std::memmove(storage_.get(), storage_.get() + begin_, held);
  }
  searched_ -= begin_;
  begin_ = 0;
  end_ = held;
  return {storage_.get() + end_, size_ - end_};
}

void input_buffer::commit(std::size_t octets) noexcept {
  end_ += octets;
}

std::span<char> input_buffer::pending() noexcept {
  if (!storage_) return {};
  return {storage_.get() + begin_, end_ - begin_};
}

void input_buffer::consume(std::size_t octets) noexcept {
  begin_ += octets;
  searched_ = std::max(searched_, begin_);
}

outcome<std::optional<input_line>> input_buffer::take_line(std::size_t max_octets) {
  const std::size_t held = end_ - begin_;
  const std::size_t limit = begin_ + std::min(held, max_octets);
  const void* found = nullptr;
  if (searched_ < limit) found = std::memchr(storage_.get() + searched_, '\n', limit - searched_);
  if (found == nullptr) {
    searched_ = std::max(searched_, limit);
    if (held >= std::min(max_octets, capacity_)) return errc::line_too_long;
    return std::optional<input_line>{};
  }
  const char* const begin = storage_.get() + begin_;
  const auto length = static_cast<std::size_t>(static_cast<const char*>(found) - begin);
  consume(length + 1);
  const bool bare_lf = length == 0 || begin[length - 1] != '\r';
  return std::optional{input_line{{begin, bare_lf ? length : length - 1}, bare_lf}};
}

void input_buffer::release() noexcept {
  if (!empty()) return;
  storage_.reset();
  size_ = begin_ = end_ = searched_ = 0;
}

}  // namespace pop3kit::wire
