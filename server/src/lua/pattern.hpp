#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace pop3kit::serving::lua {

/// The pattern is invalid, or it took too much work.
class pattern_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Counts work.
class work_counter {
 public:
  virtual ~work_counter() = default;
  /// Adds work, in equivalent instructions of Lua's machine. Throws pattern_error if it is too much.
  virtual void count(std::size_t instructions) = 0;
};

/// The octets that a pair of parentheses matched.
struct capture {
  static constexpr std::size_t open = SIZE_MAX;
  static constexpr std::size_t position = SIZE_MAX - 1;  ///< `()`: only the position
  std::size_t begin = 0;
  std::size_t length = open;
};

/// Matches Lua's patterns (reference manual, 6.4.1) and counts every step and every octet that a step reads. The
/// library's own matcher cannot be interrupted, and a short pattern can keep it busy for hours.
class pattern {
 public:
  static constexpr std::size_t most_captures = 32;

  /// The views and the counter must outlive the pattern. The caller handles a leading '^'.
  pattern(std::string_view subject, std::string_view text, work_counter& work)
      : subject_(subject), text_(text), work_(work) {}

  /// Returns the end of the match that begins at `begin`, if there is one. Throws pattern_error.
  [[nodiscard]] std::optional<std::size_t> match_at(std::size_t begin);

  [[nodiscard]] std::size_t captures() const noexcept { return level_; }
  [[nodiscard]] const capture& caught(std::size_t index) const { return captures_.at(index); }

 private:
  using place = std::optional<std::size_t>;

  std::optional<place> settle(std::size_t at, std::size_t from);
  place match(std::size_t at, std::size_t from);
  place match_repeated(std::size_t at, std::size_t from, std::size_t end, char repetition);
  place longest(std::size_t at, std::size_t from, std::size_t end);
  place shortest(std::size_t at, std::size_t from, std::size_t end);
  place begin_capture(std::size_t at, std::size_t from);
  place end_capture(std::size_t at, std::size_t from);
  place match_escape(std::size_t at, std::size_t from, std::size_t& behind);
  [[nodiscard]] place match_balanced(std::size_t at, std::size_t from);
  [[nodiscard]] bool is_frontier(std::size_t at, std::size_t from, std::size_t end);
  [[nodiscard]] place match_back(std::size_t at, char digit);
  [[nodiscard]] std::size_t item_end(std::size_t from);
  [[nodiscard]] bool matches_item(std::size_t at, std::size_t from, std::size_t end);
  [[nodiscard]] bool matches_set(unsigned char octet, std::size_t from, std::size_t end);
  [[nodiscard]] char pattern_at(std::size_t from) const { return from < text_.size() ? text_[from] : '\0'; }

  std::string_view subject_;
  std::string_view text_;
  work_counter& work_;
  std::array<capture, most_captures> captures_{};
  std::size_t level_ = 0;
  int depth_ = 0;
};

}  // namespace pop3kit::serving::lua
