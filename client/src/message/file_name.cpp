#include "message/file_name.hpp"

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace pop3kit::engine {

std::string bare_file_name(std::string_view name) {
  const std::size_t separator = name.find_last_of("/\\");
  if (separator != std::string_view::npos) name.remove_prefix(separator + 1);
  std::string bare;
  while (!name.empty()) {
    const text::utf8_character next = text::first_character(name);
    const bool unwanted = next.valid && text::is_unsafe_on_terminal(next.code_point);
    if (!unwanted) bare += name.substr(0, next.octets);
    name.remove_prefix(next.octets);
  }
  std::string_view kept = text::trim_white_space(bare);
  const bool drive =
      kept.size() > 1 && kept[1] == ':' && text::to_lower(kept[0]) >= 'a' && text::to_lower(kept[0]) <= 'z';
  if (drive) kept.remove_prefix(2);
  return kept == "." || kept == ".." ? std::string() : std::string(kept);
}

}  // namespace pop3kit::engine
