#include "scenario/command_pattern.hpp"

#include <utility>

#include "scenario/keywords.hpp"

namespace pop3kit::serving {
namespace {

/// Takes the word before the next space. Two adjacent spaces have an empty word between them.
std::string_view take_word(std::string_view& rest) noexcept {
  const std::size_t space = rest.find(' ');
  const std::string_view word = rest.substr(0, space);
  rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
  return word;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  std::string_view rest = text;
  do words.emplace_back(take_word(rest));
  while (!rest.empty());
  return words;
}

}  // namespace

command_pattern::command_pattern(std::string verbs, std::optional<std::string> argument) : verbs_(std::move(verbs)) {
  if (argument) words_ = split(*argument);
}

bool command_pattern::has_verb(std::string_view keyword) const noexcept {
  return !verbs_.empty() && one_of(verbs_, keyword);
}

bool command_pattern::matches(std::string_view keyword, std::string_view argument, bindings& known) const {
  if (!has_verb(keyword)) return false;
  if (!words_) return true;
  bindings found = known;
  for (std::size_t index = 0; index < words_->size(); ++index) {
    const std::string& wanted = (*words_)[index];
    // If the argument has more words than the pattern, the last word gets the rest, so the comparison fails.
    const std::string_view word = index + 1 == words_->size() ? std::exchange(argument, {}) : take_word(argument);
    if (!is_capture(wanted)) {
      if (wanted != word) return false;
      continue;
    }
    if (word.empty() || word.find(' ') != std::string_view::npos) return false;
    const auto [bound, is_new] = found.emplace(wanted, word);
    if (!is_new && bound->second != word) return false;
  }
  known = std::move(found);
  return true;
}

std::vector<std::string> command_pattern::captures() const {
  std::vector<std::string> names;
  if (!words_) return names;
  for (const std::string& word : *words_) {
    if (is_capture(word)) names.push_back(word);
  }
  return names;
}

std::string command_pattern::text_with(const bindings& known) const {
  std::string out = verbs_;
  if (!words_) return out;
  for (const std::string& word : *words_) {
    const auto bound = is_capture(word) ? known.find(word) : known.end();
    out.append(" ").append(bound == known.end() ? word : bound->second);
  }
  return out;
}

}  // namespace pop3kit::serving
