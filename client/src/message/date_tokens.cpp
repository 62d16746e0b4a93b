#include "message/date_tokens.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace pop3kit::engine {
namespace {

/// Octets beyond ASCII are letters, because names of days in other languages contain them.
constexpr bool is_date_word_octet(char octet) noexcept {
  return !text::is_ascii(octet) || text::is_letter(octet);
}

/// Returns the length of the comment at the beginning. A comment that is not closed extends to the end.
std::size_t comment_length(std::string_view text) noexcept {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '(') {
      ++depth;
    } else if (text[at] == ')' && --depth == 0) {
      return at + 1;
    }
  }
  return text.size();
}

date_token token_in_front(std::string_view text) noexcept {
  const auto run = [&](auto belongs) {
    const auto* const end = std::find_if_not(text.begin(), text.end(), belongs);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
  };
  if (text::is_digit(text.front())) return {date_token_kind::number, run(text::is_digit)};
  if (is_date_word_octet(text.front())) return {date_token_kind::word, run(is_date_word_octet)};
  return {date_token_kind::mark, text.substr(0, 1)};
}

}  // namespace

date_tokens::date_tokens(std::string_view value) noexcept {
  bool spaced = false;
  while (!value.empty()) {
    if (text::is_white_space(value.front()) || value.front() == '(') {
      value.remove_prefix(value.front() == '(' ? comment_length(value) : 1);
      spaced = true;
      continue;
    }
    if (count_ == most_tokens) {
      too_long_ = true;
      return;
    }
    date_token token = token_in_front(value);
    token.spaced = spaced;
    spaced = false;
    value.remove_prefix(token.text.size());
    tokens_.at(count_++) = token;
  }
}

const date_token& date_tokens::peek(std::size_t ahead) const noexcept {
  return tokens_[std::min(position_ + ahead, count_)];
}

const date_token& date_tokens::next() noexcept {
  const date_token& token = peek();
  if (position_ < count_) ++position_;
  return token;
}

bool date_tokens::has_mark(char mark) const noexcept {
  return has(date_token_kind::mark) && peek().text.front() == mark;
}

bool date_tokens::take_mark(char mark) noexcept {
  const bool found = has_mark(mark);
  if (found) next();
  return found;
}

}  // namespace pop3kit::engine
