#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::serving {

/// What captured words stood for: "$n" -> "3".
using bindings = std::map<std::string, std::string, std::less<>>;

/// Whether a word of a pattern stands for any word: "$n".
[[nodiscard]] constexpr bool is_capture(std::string_view word) noexcept {
  return word.size() > 1 && word.front() == '$';
}

/// Which commands an expectation means: "AUTH|USER", "DELE 3", "RETR $n".
class command_pattern {
 public:
  command_pattern() = default;
  /// `verbs` in upper case with bars between them. Without `argument` any will do; a word of it that begins with "$"
  /// stands for any word, and for the same one wherever the name occurs again.
  explicit command_pattern(std::string verbs, std::optional<std::string> argument = std::nullopt);

  /// Whether this command is meant, given what is bound already. On success what is newly captured is added to `known`.
  [[nodiscard]] bool matches(std::string_view keyword, std::string_view argument, bindings& known) const;
  /// Whether the verb alone is one of ours: a near miss, where matches() says no.
  [[nodiscard]] bool has_verb(std::string_view keyword) const noexcept;
  /// "$n" and the like, in their order.
  [[nodiscard]] std::vector<std::string> captures() const;
  /// As it was written.
  [[nodiscard]] std::string text() const { return text_with(bindings()); }
  /// With the bound words in place of their names.
  [[nodiscard]] std::string text_with(const bindings& known) const;

 private:
  std::string verbs_;
  std::optional<std::vector<std::string>> words_;
};

}  // namespace pop3kit::serving
