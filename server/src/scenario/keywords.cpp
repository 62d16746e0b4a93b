#include "scenario/keywords.hpp"

#include <algorithm>
#include <iterator>

#include "scenario/hooks.hpp"
#include "text/ascii.hpp"
#include "wire/verb.hpp"

namespace pop3kit::serving {

std::optional<std::string> canonical_verb(std::string_view word, bool greeting) {
  if (const auto verb = wire::find_verb(word)) return std::string{wire::name(*verb)};
  if (text::equal_ignoring_case(word, last_keyword)) return std::string{last_keyword};
  if (greeting && (word == "greeting" || word == greeting_keyword)) return std::string{greeting_keyword};
  return std::nullopt;
}

std::optional<std::string> canonical_hook(std::string_view word) {
  if (std::ranges::find(hook_event::all, word) != std::end(hook_event::all)) return std::string{word};
  return canonical_verb(word, true);
}

}  // namespace pop3kit::serving
