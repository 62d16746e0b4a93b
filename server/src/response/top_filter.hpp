#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pop3kit::serving {

/// Finds the end of what TOP shows: the header, the blank line, and so many lines of the body (RFC 1939 section 7).
/// Incremental: it keeps no octets.
class top_filter {
 public:
  explicit top_filter(std::uint64_t body_lines) noexcept : lines_left_(body_lines) {}

  /// How many octets of `chunk` belong to the answer. Fewer than all of them only when finished().
  [[nodiscard]] std::size_t accept(std::string_view chunk) noexcept;
  [[nodiscard]] bool finished() const noexcept { return !in_header_ && lines_left_ == 0; }

 private:
  void end_line() noexcept;

  std::uint64_t lines_left_;
  std::uint64_t line_octets_ = 0;  ///< of the line under way, its CR not counted
  bool in_header_ = true;
};

}  // namespace pop3kit::serving
