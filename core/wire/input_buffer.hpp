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

/// The octets received and not yet consumed, contiguous, in one window that grows from `initial` to `capacity` and
/// never past it. Remembers how far it looked for a line end, so a peer that trickles octets cannot make it search
/// twice.
class input_buffer {
 public:
  input_buffer(std::size_t initial, std::size_t capacity);

  /// Room for the next read, never empty unless the window is full of unconsumed octets.
  [[nodiscard]] std::span<char> prepare();
  void commit(std::size_t octets) noexcept;

  [[nodiscard]] std::span<char> pending() noexcept;
  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
  void consume(std::size_t octets) noexcept;

  /// Takes one line; nothing while its end has not arrived; line_too_long once `max_octets` (with line end) cannot be
  /// kept.
  [[nodiscard]] outcome<std::optional<input_line>> take_line(std::size_t max_octets);

  /// Gives the memory back while nothing is pending (idle sessions are many).
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
