#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "wire/outcome.hpp"

namespace pop3kit::wire {

/// A line taken from the input, without its line end; valid until the next prepare().
struct input_line {
  std::string_view text;
  bool bare_lf = false;  ///< it ended with LF alone
};

/// The octets that were received and not consumed yet, in one contiguous window that grows from `initial` up to
/// `capacity`. Remembers how far it has searched for a line end, so a peer that sends octet by octet cannot make it
/// search again.
class input_buffer {
 public:
  input_buffer(std::size_t initial, std::size_t capacity);

  /// Returns room for the next read. It is empty only if the window is full of unconsumed octets.
  [[nodiscard]] std::span<char> prepare();
  void commit(std::size_t octets) noexcept;

  [[nodiscard]] std::span<char> pending() noexcept;
  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
  void consume(std::size_t octets) noexcept;

  /// Takes one line. Returns nothing if its end has not arrived. Errors: line_too_long if it exceeds `max_octets` with
  /// its line end.
  [[nodiscard]] outcome<std::optional<input_line>> take_line(std::size_t max_octets);

  /// Frees the memory if nothing is pending, because there may be many idle sessions.
  void release() noexcept;

 private:
  std::unique_ptr<char[]> storage_;
  std::size_t size_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t searched_ = 0;
  std::size_t initial_;
  std::size_t capacity_;
};

}  // namespace pop3kit::wire
