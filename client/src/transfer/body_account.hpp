#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "link/dialogue.hpp"
#include "transfer/expected_size.hpp"

namespace pop3kit::engine {

/// The beginning of a line, as far as it is needed to decide whether the line looks like a status line.
class line_beginning {
 public:
  /// Adds the next octets of the line.
  void add(std::string_view octets) noexcept;
  void clear() noexcept { octets_ = 0; }
  [[nodiscard]] bool looks_like_status() const noexcept;

 private:
  std::array<char, 5> kept_{};  // "-ERR" and the octet after it
  std::size_t octets_ = 0;
};

/// Counts the octets of a message as they arrive and compares them with the stated sizes. A message of exactly the
/// stated size is accepted without further checks, so that its octets need not be read again.
class body_account {
 public:
  void begin(const expected_size& said) noexcept;
  void add(std::span<const char> octets, body_piece which) noexcept;

  [[nodiscard]] std::uint64_t octets() const noexcept { return octets_; }
  [[nodiscard]] bool falls_short() const noexcept { return said_.falls_short(octets_); }
  /// Returns true if no octet arrived although a size was stated that is not 0.
  [[nodiscard]] bool is_missing() const noexcept { return octets_ == 0 && said_.announces_octets(); }
  /// Returns true if the size differs from every stated size by more than line ends explain.
  [[nodiscard]] bool has_another_size() const noexcept;
  /// Returns true if the last line looks like a status line, and no stated size shows that it belongs to the message.
  /// Such a line appears if the server sends the reply to the next command too early.
  [[nodiscard]] bool ends_in_status_line() const noexcept;
  /// Returns true if the first line looks like a status line, and no stated size shows that it belongs to the message.
  /// The server may have sent the status line twice.
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

/// These return true if the first, or the last, line of a text looks like a status line.
[[nodiscard]] bool begins_with_status_line(std::string_view text) noexcept;
[[nodiscard]] bool ends_in_status_line(std::string_view text) noexcept;

}  // namespace pop3kit::engine
