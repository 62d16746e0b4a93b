#include "lua/source_map.hpp"

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
    counted_ = at_;
    column_ = 1;
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

  /// Skips a long string or the rest of a long comment: [[ ... ]], [==[ ... ]==].
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
    const auto column = count_columns();
    const auto kind = skip_token();
    tokens_.push_back({kind, source_.substr(begin, at_ - begin), begin, line, column});
  }

  /// Returns the column of the next octet. Each octet is counted once, because a line can be as long as the file.
  int count_columns() {
    const auto begins_character = [](char octet) { return (static_cast<unsigned char>(octet) & 0xC0U) != 0x80U; };
    column_ += static_cast<int>(std::ranges::count_if(source_.substr(counted_, at_ - counted_), begins_character));
    counted_ = at_;
    return column_;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::size_t counted_ = 0;  // offset up to which column_ counts
  int column_ = 1;
  std::vector<token> tokens_;
};

constexpr std::string_view marker = "pop3kit_table_site_";

bool opens_block(const token& word) {
  constexpr auto openers = std::to_array<std::string_view>({"function", "do", "if", "repeat"});
  return word.kind == token_kind::keyword && std::ranges::find(openers, word.text) != openers.end();
}

bool closes_block(const token& word) {
  return word.kind == token_kind::keyword && (word.text == "end" || word.text == "until");
}

/// Returns a key in brackets as the table has it: a string without escapes, or a whole number as "[3]".
std::optional<std::string> literal_key(const token& literal) {
  const auto text = literal.text;
  if (literal.kind == token_kind::number) return "[" + std::string{text} + "]";
  if (literal.kind != token_kind::string || text.size() < 2 || text.front() == '[') return std::nullopt;
  const auto inner = text.substr(1, text.size() - 2);
  if (inner.find('\\') != std::string_view::npos) return std::nullopt;
  return std::string{inner};
}

position place_of(const token& word) {
  return {word.line, word.column};
}

}  // namespace

std::vector<token> tokenise(std::string_view source) {
  return lexer{source}.run();
}

source_map::source_map(std::string_view source) : source_(source), tokens_(tokenise(source_)) {
  for (std::size_t at = 0; at < tokens_.size();) at = is_symbol(at, "{") ? read_constructor(at) : at + 1;
  mark();
  find_assignments();
}

const table_site* source_map::site(std::size_t number) const noexcept {
  return number < sites_.size() ? &sites_[number] : nullptr;
}

std::optional<position> source_map::place_of_assignment(std::string_view name) const {
  const auto found = assignments_.find(name);
  return found == assignments_.end() ? std::nullopt : std::optional(found->second);
}

/// Only the first assignment to each name counts.
void source_map::find_assignments() {
  for (std::size_t at = 0; at + 2 < tokens_.size(); ++at) {
    const token& after = tokens_[at + 1];
    if (is_symbol(at, ".") && is_symbol(at + 2, "=")) assignments_.emplace(after.text, place_of(after));
    if (!is_symbol(at, "[") || !is_symbol(at + 2, "]") || !is_symbol(at + 3, "=")) continue;
    if (const auto key = literal_key(after)) assignments_.emplace(*key, place_of(after));
  }
}

bool source_map::is_symbol(std::size_t at, std::string_view symbol) const {
  return at < tokens_.size() && tokens_[at].kind == token_kind::symbol && tokens_[at].text == symbol;
}

/// Reads the constructor whose brace is token `at`, and those inside it. Returns the token after its closing brace.
std::size_t source_map::read_constructor(std::size_t at) {
  const auto number = sites_.size();
  sites_.emplace_back();
  extents_.push_back({at, at});
  table_site site;
  site.at = place_of(tokens_[at]);
  ++at;
  while (at < tokens_.size() && !is_symbol(at, "}")) {
    const bool separator = is_symbol(at, ",") || is_symbol(at, ";");
    at = separator ? at + 1 : std::max(read_field(at, site), at + 1);
  }
  sites_[number] = std::move(site);
  extents_[number].close = std::min(at, tokens_.size() - 1);
  return at + 1;
}

void source_map::add_field(table_site& into, std::string name, const field_site& field) {
  // A whole number and a string that looks like one in brackets are different keys with the same name here.
  const bool is_number = name.starts_with('[');
  const auto [added, is_new] = into.named.emplace(std::move(name), field);
  if (!is_new && !is_number) duplicates_.emplace_back(added->first, field.key_at);
}

std::size_t source_map::read_field(std::size_t at, table_site& into) {
  const auto order = into.named.size() + into.items.size();
  const position key = place_of(tokens_[at]);
  const auto place = [&](std::size_t value) { return place_of(tokens_[std::min(value, tokens_.size() - 1)]); };
  if (tokens_[at].kind == token_kind::name && is_symbol(at + 1, "=")) {
    add_field(into, std::string{tokens_[at].text}, {key, place(at + 2), order});
    return skip_expression(at + 2);
  }
  if (is_symbol(at, "[")) {
    const auto value = skip_expression(at) + 1;  // "[...]" ends before "="
    if (is_symbol(at + 2, "]")) {
      const auto name = literal_key(tokens_[at + 1]);
      if (name) add_field(into, *name, {key, place(value), order});
    }
    return skip_expression(value);
  }
  into.items.push_back({key, key, order});
  return skip_expression(at);
}

/// Returns the token that ends the expression at token `at`: a separator, a closing brace or an "=" of its own level.
std::size_t source_map::skip_expression(std::size_t at) {
  int depth = 0;  // of parentheses, brackets and blocks
  while (at < tokens_.size()) {
    if (depth == 0 && (is_symbol(at, ",") || is_symbol(at, ";") || is_symbol(at, "}") || is_symbol(at, "="))) break;
    if (is_symbol(at, "{")) {
      at = read_constructor(at);
      continue;
    }
    if (is_symbol(at, "(") || is_symbol(at, "[") || opens_block(tokens_[at])) ++depth;
    if (is_symbol(at, ")") || is_symbol(at, "]") || closes_block(tokens_[at])) --depth;
    ++at;
  }
  return at;
}

/// Returns true if the constructor is the argument of a call without parentheses: `eml { ... }`.
bool source_map::is_call_argument(std::size_t at) const {
  if (at == 0) return false;
  const auto& before = tokens_[at - 1];
  return before.kind == token_kind::name || before.kind == token_kind::string || is_symbol(at - 1, ")") ||
         is_symbol(at - 1, "]") || is_symbol(at - 1, "}");
}

void source_map::mark() {
  std::multimap<std::size_t, std::string> insertions;  // those at the same place stay in the order of insertion
  for (std::size_t number = 0; number < extents_.size(); ++number) {
    const auto [open, close] = extents_[number];
    const bool call = is_call_argument(open);
    auto head = (call ? "(" : " ") + std::string{marker} + "(" + std::to_string(number) + ",";
    insertions.emplace(tokens_[open].offset, std::move(head));
    insertions.emplace(tokens_[close].offset + 1, call ? "))" : ")");
  }
  marked_ = "local " + std::string{marker} + "=...;";
  std::size_t done = 0;
  for (const auto& [offset, text] : insertions) {
    marked_.append(source_, done, offset - done).append(text);
    done = offset;
  }
  marked_.append(source_, done);
}

}  // namespace pop3kit::serving::lua
