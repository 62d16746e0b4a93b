#include "lua/lexer.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr auto keywords = std::to_array<std::string_view>(
    {"and", "break", "do",  "else", "elseif", "end",    "false",  "for",  "function", "goto",  "if",
     "in",  "local", "nil", "not",  "or",     "repeat", "return", "then", "true",     "until", "while"});
constexpr auto long_symbols =
    std::to_array<std::string_view>({"...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"});

bool begins_name(char octet) {
  return text::is_letter(octet) || octet == '_';
}
bool continues_name(char octet) {
  return begins_name(octet) || text::is_digit(octet);
}

class lexer {
 public:
  explicit lexer(std::string_view source) : source_(source) {}

  std::vector<token> run() {
    for (skip_blank(); at_ < source_.size(); skip_blank()) take_token();
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char look(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }
  [[nodiscard]] std::string_view rest() const { return source_.substr(at_); }

  /// Lua counts CR LF and LF CR as one line end.
  void pass_octet() {
    const char octet = source_[at_++];
    if (octet != '\n' && octet != '\r') return;
    if ((look() == '\n' || look() == '\r') && look() != octet) ++at_;
    ++line_;
  }

  void skip_blank() {
    while (at_ < source_.size()) {
      if (rest().starts_with("--")) {
        at_ += 2;
        if (!skip_long_bracket()) skip_line();
      } else if (std::string_view{" \t\n\r\v\f"}.find(look()) != std::string_view::npos) {
        pass_octet();
      } else {
        return;
      }
    }
  }

  void skip_line() { at_ = std::min(source_.find_first_of("\n\r", at_), source_.size()); }

  /// A long string or the rest of a long comment: [[ ... ]], [==[ ... ]==].
  bool skip_long_bracket() {
    if (look() != '[') return false;
    std::size_t level = 0;
    while (look(1 + level) == '=') ++level;
    if (look(1 + level) != '[') return false;
    at_ += level + 2;
    while (at_ < source_.size() && !closes_long_bracket(level)) pass_octet();
    at_ = std::min(at_ + level + 2, source_.size());
    return true;
  }

  [[nodiscard]] bool closes_long_bracket(std::size_t level) const {
    if (look() != ']' || look(level + 1) != ']') return false;
    const auto between = source_.substr(at_ + 1, level);
    return std::ranges::all_of(between, [](char octet) { return octet == '='; });
  }

  void skip_short_string() {
    const char quote = source_[at_++];
    while (at_ < source_.size() && look() != quote) {
      if (look() == '\\') ++at_;
      if (at_ < source_.size()) pass_octet();
    }
    at_ = std::min(at_ + 1, source_.size());
  }

  void skip_number() {
    const bool hexadecimal = look() == '0' && (look(1) == 'x' || look(1) == 'X');
    const std::string_view exponents = hexadecimal ? "pP" : "eE";
    while (continues_name(look()) || look() == '.') {
      const bool exponent = exponents.find(look()) != std::string_view::npos;
      ++at_;
      if (exponent && (look() == '+' || look() == '-')) ++at_;
    }
  }

  token_kind skip_token() {
    if (begins_name(look())) {
      const auto begin = at_;
      while (continues_name(look())) ++at_;
      const auto word = source_.substr(begin, at_ - begin);
      return std::ranges::find(keywords, word) != keywords.end() ? token_kind::keyword : token_kind::name;
    }
    if (text::is_digit(look()) || (look() == '.' && text::is_digit(look(1)))) {
      skip_number();
      return token_kind::number;
    }
    if (look() == '"' || look() == '\'') {
      skip_short_string();
      return token_kind::string;
    }
    if (skip_long_bracket()) return token_kind::string;
    const auto found = std::ranges::find_if(long_symbols, [&](auto symbol) { return rest().starts_with(symbol); });
    at_ += found == long_symbols.end() ? 1 : found->size();
    return token_kind::symbol;
  }

  void take_token() {
    const auto begin = at_;
    const auto line = line_;
    const auto kind = skip_token();
    tokens_.push_back({kind, source_.substr(begin, at_ - begin), begin, line});
  }

  std::string_view source_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<token> tokens_;
};

}  // namespace

std::vector<token> tokenise(std::string_view source) {
  return lexer{source}.run();
}

}  // namespace pop3kit::serving::lua
