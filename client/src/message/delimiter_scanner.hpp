#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::engine {

/// Where and why a part of the text ended: at a delimiter line of an open multipart, or at the end of the octets.
struct text_end {
  static constexpr std::size_t no_level = static_cast<std::size_t>(-1);
  std::size_t end = 0;           ///< end of the text, before the line end that belongs to the delimiter
  std::size_t level = no_level;  ///< level of the multipart, 0 for the outermost one; no_level at the end of the octets
  bool closes = false;           ///< true if the delimiter ends the multipart
};

/// Goes through the lines of a message once and finds the delimiter lines of the multiparts that are open at that time
/// (RFC 2046 section 5.1.1).
///
/// If several open multiparts have the same boundary, the line belongs to the innermost one. Blanks after a delimiter
/// are padding.
class delimiter_scanner {
 public:
  explicit delimiter_scanner(std::string_view octets) noexcept : octets_(octets) {}

  void open(std::string_view boundary) { delimiters_.push_back("--" + std::string(boundary)); }
  void close() { delimiters_.pop_back(); }
  [[nodiscard]] std::size_t open_multiparts() const noexcept { return delimiters_.size(); }

  [[nodiscard]] std::size_t position() const noexcept { return position_; }
  void move_to(std::size_t position) noexcept { position_ = position; }

  /// Returns the text up to and including the first empty line, or up to a delimiter line. Does not move.
  [[nodiscard]] std::string_view header_block() const noexcept;
  /// Moves to the line after the next delimiter line.
  text_end pass_text() noexcept;

 private:
  /// Returns what the line at `begin` delimits. The level is no_level if it is not a delimiter.
  [[nodiscard]] text_end classify(std::size_t begin) const noexcept;
  [[nodiscard]] std::size_t end_of_line(std::size_t begin) const noexcept;

  std::string_view octets_;
  std::size_t position_ = 0;
  std::vector<std::string> delimiters_;
};

}  // namespace pop3kit::engine
