#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pop3kit::fuzz {

/// Parts an input into what is said in one go and what waits for the other side: ASCII's record separator stands
/// between them, an octet that no dialogue needs.
inline std::vector<std::string_view> turns_of(std::string_view input) {
  constexpr char separator = '\x1e';
  constexpr std::size_t most_turns = 64;
  std::vector<std::string_view> turns;
  while (turns.size() + 1 < most_turns) {
    const std::size_t end = input.find(separator);
    if (end == std::string_view::npos) break;
    turns.push_back(input.substr(0, end));
    input.remove_prefix(end + 1);
  }
  turns.push_back(input);
  return turns;
}

}  // namespace pop3kit::fuzz
