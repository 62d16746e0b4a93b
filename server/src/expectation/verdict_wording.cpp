#include "expectation/verdict_wording.hpp"

namespace pop3kit::serving {

std::string times(std::uint64_t count) {
  return count == 1 ? "once" : std::to_string(count) + " times";
}

std::string came(std::uint64_t count) {
  return count == 0 ? "it never came" : "it came " + times(count);
}

std::string to_text(const count_bounds& bounds) {
  if (bounds.at_most == 0) return "never";
  if (bounds.at_least == bounds.at_most) return "exactly " + times(bounds.at_least);
  if (bounds.at_most == UINT64_MAX) return "at least " + times(bounds.at_least);
  if (bounds.at_least == 0) return "at most " + times(bounds.at_most);
  return std::to_string(bounds.at_least) + " to " + std::to_string(bounds.at_most) + " times";
}

std::string to_text(const std::optional<ordinal_range>& connections) {
  if (!connections) return {};
  return " on connection " + to_text(*connections);
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) out.append(out.empty() ? "" : between).append(word);
  return out;
}

std::string line_of(const occurrence& what) {
  if (!what.shown.empty()) return std::string(what.shown);
  std::string line(what.keyword);
  if (!what.argument.empty()) line.append(" ").append(what.argument);
  return line;
}

std::string line_and_connection(const occurrence& what) {
  return line_of(what) + " on connection " + std::to_string(what.connection);
}

}  // namespace pop3kit::serving
