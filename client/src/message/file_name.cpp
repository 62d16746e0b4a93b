#include "message/file_name.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace pop3kit::engine {
namespace {

constexpr std::array<std::string_view, 11> turning_characters = {
    "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"};

/// Octets of the unwanted character at the beginning of `text`: 0 if there is none.
std::size_t unwanted_prefix(std::string_view text) noexcept {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x20 || first == 0x7F) return 1;
  const unsigned second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0U;
  const bool c1_control = first == 0xC2 && second >= 0x80 && second < 0xA0;
  if (c1_control) return 2;
  const bool turns = std::any_of(turning_characters.begin(), turning_characters.end(),
                                 [&](std::string_view character) { return text.starts_with(character); });
  return turns ? 3 : 0;
}

}  // namespace

std::string bare_file_name(std::string_view name) {
  const std::size_t separator = name.find_last_of("/\\");
  if (separator != std::string_view::npos) name.remove_prefix(separator + 1);
  std::string bare;
  while (!name.empty()) {
    const std::size_t unwanted = unwanted_prefix(name);
    if (unwanted == 0) bare += name.front();
    name.remove_prefix(std::max<std::size_t>(unwanted, 1));
  }
  std::string_view kept = text::trim_white_space(bare);
  const bool drive =
      kept.size() > 1 && kept[1] == ':' && text::to_lower(kept[0]) >= 'a' && text::to_lower(kept[0]) <= 'z';
  if (drive) kept.remove_prefix(2);
  return kept == "." || kept == ".." ? std::string() : std::string(kept);
}

}  // namespace pop3kit::engine
