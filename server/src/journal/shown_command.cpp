#include "journal/shown_command.hpp"

#include <algorithm>

#include "text/ascii.hpp"
#include "wire/command.hpp"
#include "wire/verb.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::string_view masked = "****";
constexpr std::size_t longest_word = 40;
constexpr std::size_t shortest_verb = 3;

bool belongs_to_base64(char octet) noexcept {
  return text::is_letter(octet) || (octet >= '0' && octet <= '9') || octet == '+' || octet == '/' || octet == '=';
}

/// Ordinary words do not have such a length or such letters.
bool may_be_base64(std::string_view word) noexcept {
  constexpr std::size_t shortest = 8;
  constexpr std::size_t group = 4;
  const bool fits = word.size() >= shortest && word.size() % group == 0 && std::ranges::all_of(word, belongs_to_base64);
  const auto small_or_sign = [](char octet) { return octet < 'A' || octet > 'Z'; };
  return fits && std::ranges::any_of(word, small_or_sign);
}

bool begins_like_open_command(std::string_view word) noexcept {
  return std::ranges::any_of(wire::verb_table(), [word](const wire::verb_info& each) {
    return each.secret == wire::secrecy::open && each.id != wire::verb::user && each.name.size() >= shortest_verb &&
           text::equal_ignoring_case(word.substr(0, each.name.size()), each.name);
  });
}

bool is_numbers(std::string_view text) noexcept {
  constexpr std::size_t most_octets = 20;
  const auto belongs = [](char octet) { return text::is_blank(octet) || (octet >= '0' && octet <= '9'); };
  return text.size() <= most_octets && std::ranges::all_of(text, belongs);
}

}  // namespace

std::string shown_command(std::string_view line, bool after_auth, const secret_words& secrets) {
  const auto* const blank = std::ranges::find_if(line, text::is_blank);
  const std::string_view word = line.substr(0, static_cast<std::size_t>(blank - line.begin()));
  if (wire::find_verb(word)) {
    const std::string redacted = wire::redact(line);
    return std::string(word) + secrets.masked(std::string_view(redacted).substr(word.size()));
  }
  if (after_auth || word.size() > longest_word || may_be_base64(word)) return std::string(masked);
  const std::string_view rest = line.substr(word.size());
  if (std::ranges::all_of(rest, text::is_blank) || (is_numbers(rest) && begins_like_open_command(word)))
    return secrets.masked(line);
  return secrets.masked(word).append(" ").append(masked);
}

}  // namespace pop3kit::serving
