#include "net/stream/octet_queue.hpp"

#include <algorithm>
#include <cstring>

namespace pop3kit::net {

void octet_queue::swap(octet_queue& other) noexcept {
  std::swap(storage_, other.storage_);
  std::swap(capacity_, other.capacity_);
  std::swap(begin_, other.begin_);
  std::swap(end_, other.end_);
}

void octet_queue::append(std::span<const char> octets) {
  if (octets.empty()) return;
  std::memcpy(prepare(octets.size()).data(), octets.data(), octets.size());
  commit(octets.size());
}

void octet_queue::consume(std::size_t count) noexcept {
  if (count == 0) return;
  begin_ += std::min(count, size());
  if (begin_ == end_) begin_ = end_ = 0;
}

std::size_t octet_queue::take(std::span<char> room) noexcept {
  const std::size_t count = std::min(room.size(), size());
  if (count != 0) std::memcpy(room.data(), storage_.get() + begin_, count);
  consume(count);
  return count;
}

std::span<char> octet_queue::prepare(std::size_t count) {
  const std::size_t held = size();
  if (capacity_ - end_ < count) {
    // Moving is worth it only if fewer octets are moved than were consumed before. Otherwise grow.
    if (held <= begin_ && capacity_ - held >= count) {
      std::memmove(storage_.get(), storage_.get() + begin_, held);
    } else {
      const std::size_t grown = std::max(held + count, held == 0 ? 0 : 2 * capacity_);
      // Default-initialised on purpose: zeroing memory that is overwritten next would cost as much as the copy.
      std::unique_ptr<char[]> larger(new char[grown]);
      if (held != 0) std::memcpy(larger.get(), storage_.get() + begin_, held);
      storage_ = std::move(larger);
      capacity_ = grown;
    }
    begin_ = 0;
    end_ = held;
  }
  return {storage_.get() + end_, count};
}

void octet_queue::release() noexcept {
  if (!empty()) return;
  storage_.reset();
  capacity_ = begin_ = end_ = 0;
}

}  // namespace pop3kit::net
