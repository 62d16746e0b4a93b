#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>

namespace pop3kit::net {

/// Octets on their way, first in, first out, contiguous. Holds no memory while it is empty and released.
class octet_queue {
 public:
  octet_queue() = default;
  octet_queue(octet_queue&& other) noexcept { swap(other); }
  octet_queue& operator=(octet_queue&& other) noexcept {
    octet_queue(std::move(other)).swap(*this);
    return *this;
  }
  ~octet_queue() = default;
  void swap(octet_queue& other) noexcept;

  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
  [[nodiscard]] std::size_t size() const noexcept { return end_ - begin_; }
  [[nodiscard]] std::span<const char> octets() const noexcept { return {storage_.get() + begin_, size()}; }

  void append(std::span<const char> octets);
  /// Takes `count` octets off the front, at most size().
  void consume(std::size_t count) noexcept;
  /// Moves as much as there is, at most `room`, off the front into `room`.
  std::size_t take(std::span<char> room) noexcept;

  /// `count` octets of room behind the last one; commit() makes them count.
  [[nodiscard]] std::span<char> prepare(std::size_t count);
  void commit(std::size_t count) noexcept { end_ += count; }

  /// Gives the memory back if nothing is held.
  void release() noexcept;

 private:
  std::unique_ptr<char[]> storage_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace pop3kit::net
