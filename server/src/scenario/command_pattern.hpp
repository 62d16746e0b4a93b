#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::serving {

/// The values of captured words: "$n" -> "3".
using bindings = std::map<std::string, std::string, std::less<>>;

/// Returns true if a word of a pattern matches any word: "$n".
[[nodiscard]] constexpr bool is_capture(std::string_view word) noexcept {
  return word.size() > 1 && word.front() == '$';
}

/// The commands that an expectation refers to: "AUTH|USER", "DELE 3", "RETR $n".
class command_pattern {
 public:
  command_pattern() = default;
  /// `verbs` are in upper case, separated by bars. Without `argument` the pattern matches any argument. A word of
  /// `argument` that begins with "$" matches any word, and must match the same word each time the name occurs again.
  explicit command_pattern(std::string verbs, std::optional<std::string> argument = std::nullopt);

  /// Returns true if the command matches, given the words that are already bound. Adds newly captured words to `known`
  /// then.
  [[nodiscard]] bool matches(std::string_view keyword, std::string_view argument, bindings& known) const;
  /// Returns true if the verb alone matches. If matches() returns false, the command is a near miss.
  [[nodiscard]] bool has_verb(std::string_view keyword) const noexcept;
  /// Returns the names of captured words, such as "$n", in their order.
  [[nodiscard]] std::vector<std::string> captures() const;
  /// Returns the pattern as it was written.
  [[nodiscard]] std::string text() const { return text_with(bindings()); }
  /// Returns the pattern with bound words in place of their names.
  [[nodiscard]] std::string text_with(const bindings& known) const;

 private:
  std::string verbs_;
  std::optional<std::vector<std::string>> words_;
};

}  // namespace pop3kit::serving
