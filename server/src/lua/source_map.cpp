#include "lua/source_map.hpp"

#include <algorithm>
#include <array>

namespace pop3kit::serving::lua {
namespace {

constexpr std::string_view marker = "pop3kit_table_site_";

bool opens_block(const token& word) {
  constexpr auto openers = std::to_array<std::string_view>({"function", "do", "if", "repeat"});
  return word.kind == token_kind::keyword && std::ranges::find(openers, word.text) != openers.end();
}

bool closes_block(const token& word) {
  return word.kind == token_kind::keyword && (word.text == "end" || word.text == "until");
}

/// A key between brackets, as the table has it: a string without escapes, or a whole number as "[3]".
std::optional<std::string> literal_key(const token& literal) {
  const auto text = literal.text;
  if (literal.kind == token_kind::number) return "[" + std::string{text} + "]";
  if (literal.kind != token_kind::string || text.size() < 2 || text.front() == '[') return std::nullopt;
  const auto inner = text.substr(1, text.size() - 2);
  if (inner.find('\\') != std::string_view::npos) return std::nullopt;
  return std::string{inner};
}

}  // namespace

source_map::source_map(std::string_view source) : source_(source), tokens_(tokenise(source_)) {
  for (std::size_t at = 0; at < tokens_.size();) at = is_symbol(at, "{") ? read_constructor(at) : at + 1;
  mark();
  find_assignments();
}

const table_site* source_map::site(std::size_t number) const noexcept {
  return number < sites_.size() ? &sites_[number] : nullptr;
}

std::optional<int> source_map::line_of_assignment(std::string_view name) const {
  const auto found = assignments_.find(name);
  return found == assignments_.end() ? std::nullopt : std::optional(found->second);
}

/// The first of each name counts.
void source_map::find_assignments() {
  for (std::size_t at = 0; at + 2 < tokens_.size(); ++at) {
    const token& after = tokens_[at + 1];
    if (is_symbol(at, ".") && is_symbol(at + 2, "=")) assignments_.emplace(after.text, after.line);
    if (!is_symbol(at, "[") || !is_symbol(at + 2, "]") || !is_symbol(at + 3, "=")) continue;
    if (const auto key = literal_key(after)) assignments_.emplace(*key, after.line);
  }
}

bool source_map::is_symbol(std::size_t at, std::string_view symbol) const {
  return at < tokens_.size() && tokens_[at].kind == token_kind::symbol && tokens_[at].text == symbol;
}

/// Reads the constructor whose brace is token `at`, those inside it too. Returns what follows its closing brace.
std::size_t source_map::read_constructor(std::size_t at) {
  const auto number = sites_.size();
  sites_.emplace_back();
  extents_.push_back({at, at});
  table_site site;
  site.line = tokens_[at].line;
  ++at;
  while (at < tokens_.size() && !is_symbol(at, "}")) {
    const bool separator = is_symbol(at, ",") || is_symbol(at, ";");
    at = separator ? at + 1 : std::max(read_field(at, site), at + 1);
  }
  sites_[number] = std::move(site);
  extents_[number].close = std::min(at, tokens_.size() - 1);
  return at + 1;
}

std::size_t source_map::read_field(std::size_t at, table_site& into) {
  const auto order = into.named.size() + into.items.size();
  const auto line = tokens_[at].line;
  const auto value_line = [&](std::size_t value) { return tokens_[std::min(value, tokens_.size() - 1)].line; };
  if (tokens_[at].kind == token_kind::name && is_symbol(at + 1, "=")) {
    into.named.emplace(tokens_[at].text, field_site{line, value_line(at + 2), order});
    return skip_expression(at + 2);
  }
  if (is_symbol(at, "[")) {
    const auto value = skip_expression(at) + 1;  // "[...]" ends before "="
    if (is_symbol(at + 2, "]")) {
      const auto key = literal_key(tokens_[at + 1]);
      if (key) into.named.emplace(*key, field_site{line, value_line(value), order});
    }
    return skip_expression(value);
  }
  into.items.push_back({line, line, order});
  return skip_expression(at);
}

/// Returns what ends the expression that begins at token `at`: a separator, a closing brace or an "=" of its own level.
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

/// True where the constructor is the argument of a call without parentheses, `eml { ... }`.
bool source_map::is_call_argument(std::size_t at) const {
  if (at == 0) return false;
  const auto& before = tokens_[at - 1];
  return before.kind == token_kind::name || before.kind == token_kind::string || is_symbol(at - 1, ")") ||
         is_symbol(at - 1, "]") || is_symbol(at - 1, "}");
}

void source_map::mark() {
  std::multimap<std::size_t, std::string> insertions;  // at the same place, in the order of insertion
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
