#include "wire/timestamp.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace pop3kit::wire {
namespace {

constexpr bool is_atom_octet(char octet) noexcept {
  constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~";
  return text::is_letter(octet) || (octet >= '0' && octet <= '9') || others.find(octet) != others.npos;
}

/// One or more atoms, separated by single dots.
bool is_dot_atom(std::string_view text) noexcept {
  bool behind_atom = false;
  for (const char octet : text) {
    if (octet == '.' ? !behind_atom : !is_atom_octet(octet)) return false;
    behind_atom = octet != '.';
  }
  return behind_atom;
}

bool is_domain_literal(std::string_view text) noexcept {
  if (text.size() < 3 || !text.starts_with('[') || !text.ends_with(']')) return false;
  const std::string_view inner = text.substr(1, text.size() - 2);
  return std::ranges::all_of(
      inner, [](char octet) { return octet > ' ' && octet < '\x7f' && octet != '[' && octet != ']' && octet != '\\'; });
}

bool is_message_id(std::string_view between_brackets) noexcept {
  const std::size_t at = between_brackets.rfind('@');
  if (at == std::string_view::npos) return false;
  const std::string_view domain = between_brackets.substr(at + 1);
  return is_dot_atom(between_brackets.substr(0, at)) && (is_dot_atom(domain) || is_domain_literal(domain));
}

}  // namespace

std::optional<std::string_view> find_timestamp(std::string_view text) noexcept {
  for (std::size_t open = text.find('<'); open != text.npos; open = text.find('<', open + 1)) {
    const std::size_t close = text.find('>', open);
    if (close == text.npos) return std::nullopt;
    if (is_message_id(text.substr(open + 1, close - open - 1))) return text.substr(open, close - open + 1);
  }
  return std::nullopt;
}

}  // namespace pop3kit::wire
