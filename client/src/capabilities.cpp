#include <algorithm>
#include <pop3kit/capabilities.hpp>

#include "wire/ascii.hpp"

namespace pop3kit {

const capabilities::entry* capabilities::find(std::string_view tag) const noexcept {
  const auto found = std::ranges::find_if(
      entries_, [tag](const entry& candidate) { return wire::equal_ignoring_case(candidate.tag, tag); });
  return found == entries_.end() ? nullptr : &*found;
}

bool capabilities::has(std::string_view tag) const noexcept {
  return find(tag) != nullptr;
}

std::vector<std::string> capabilities::sasl_mechanisms() const {
  const entry* const sasl = find("SASL");
  if (sasl == nullptr) return {};
  std::vector<std::string> names = sasl->parameters;
  for (std::string& name : names) std::ranges::transform(name, name.begin(), wire::to_upper);
  return names;
}

std::optional<std::string> capabilities::implementation() const {
  const entry* const told = find("IMPLEMENTATION");
  if (told == nullptr) return std::nullopt;
  std::string words;
  for (const std::string& word : told->parameters) {
    if (!words.empty()) words.push_back(' ');
    words.append(word);
  }
  return words;
}

}  // namespace pop3kit
