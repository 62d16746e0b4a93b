#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pop3kit::engine {

enum class date_token_kind : std::uint8_t { none, number, word, mark };

struct date_token {
  date_token_kind kind = date_token_kind::none;
  std::string_view text;  ///< digits, letters, or one other octet
  bool spaced = false;    ///< true if white space or a comment comes before it
};

/// The tokens of a date field, without white space and comments. Comments can nest and contain quoted pairs (RFC 5322
/// section 3.2.2).
///
/// Takes one pass. A value with more tokens than a date can have is marked as too long.
class date_tokens {
 public:
  explicit date_tokens(std::string_view value) noexcept;

  [[nodiscard]] bool too_long() const noexcept { return too_long_; }
  /// Returns the next token, or one after it. Returns a token of kind `none` at the end.
  [[nodiscard]] const date_token& peek(std::size_t ahead = 0) const noexcept;
  const date_token& next() noexcept;
  [[nodiscard]] bool at_end() const noexcept { return peek().kind == date_token_kind::none; }
  [[nodiscard]] bool has(date_token_kind kind) const noexcept { return peek().kind == kind; }
  [[nodiscard]] bool has_mark(char mark) const noexcept;
  /// Takes the next token if it is this mark. Returns whether it was.
  bool take_mark(char mark) noexcept;

 private:
  static constexpr std::size_t most_tokens = 40;
  std::array<date_token, most_tokens + 1> tokens_{};
  std::size_t count_ = 0;
  std::size_t position_ = 0;
  bool too_long_ = false;
};

}  // namespace pop3kit::engine
