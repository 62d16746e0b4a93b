#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "link/dialogue.hpp"
#include "transfer/expected_size.hpp"

namespace pop3kit::engine {

/// As much of the beginning of a line as tells whether it looks like a status line.
class line_beginning {
 public:
  /// Takes more of the line.
  void add(std::string_view octets) noexcept;
  void clear() noexcept { octets_ = 0; }
  [[nodiscard]] bool looks_like_status() const noexcept;

 private:
  std::array<char, 5> kept_{};  // "-ERR" and the octet after it
  std::size_t octets_ = 0;
};

/// Counts what arrives of one message and compares it with what was said of its size. A message of exactly that size is
/// believed without a closer look, so that its octets are not read once more.
class body_account {
 public:
  void begin(const expected_size& said) noexcept;
  void add(std::span<const char> octets, body_piece which) noexcept;

  [[nodiscard]] std::uint64_t octets() const noexcept { return octets_; }
  [[nodiscard]] bool falls_short() const noexcept { return said_.falls_short(octets_); }
  /// No octet arrived although something was said to come.
  [[nodiscard]] bool is_missing() const noexcept { return octets_ == 0 && said_.announces_octets(); }
  /// Everything that was said of the size differs from what arrived, by more than line ends explain.
  [[nodiscard]] bool has_another_size() const noexcept;
  /// The last line looks like a status line, and no size says that this line belongs to the message. A server that
  /// sends the reply to the next command too early leaves such a line.
  [[nodiscard]] bool ends_in_status_line() const noexcept;
  /// The same of the first line: the status may have been sent twice.
  [[nodiscard]] bool begins_with_status_line() const noexcept;

 private:
  void look_at_first_line(std::string_view octets) noexcept;
  void look_closer(std::string_view octets) noexcept;

  expected_size said_;
  std::uint64_t octets_ = 0;
  std::uint64_t lines_ = 0;
  line_beginning last_line_;
  bool line_ended_ = false;
  line_beginning first_line_;
  bool first_line_ended_ = false;
};

/// Whether the first, or the last, line of a text looks like a status line.
[[nodiscard]] bool begins_with_status_line(std::string_view text) noexcept;
[[nodiscard]] bool ends_in_status_line(std::string_view text) noexcept;

}  // namespace pop3kit::engine
