#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>

namespace pop3kit::net {

/// A queue of octets in contiguous memory. Holds no memory if it is empty and was released.
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
  /// Removes `count` octets from the front. `count` must not exceed size().
  void consume(std::size_t count) noexcept;
  /// Moves octets from the front into `room`, as many as there are and fit.
  std::size_t take(std::span<char> room) noexcept;

  /// Returns room for `count` octets after the last one. commit() adds them to the queue.
  [[nodiscard]] std::span<char> prepare(std::size_t count);
  void commit(std::size_t count) noexcept { end_ += count; }

  /// Frees the memory if the queue is empty.
  void release() noexcept;

 private:
  std::unique_ptr<char[]> storage_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace pop3kit::net
