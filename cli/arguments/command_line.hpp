#pragma once

#include <functional>
#include <string>

// NOLINTBEGIN(readability-identifier-naming): names of CLI11
namespace CLI {
class App;
}
// NOLINTEND(readability-identifier-naming)

/// What the command lines of all programs have in common.
namespace pop3kit::command {

/// The work that the arguments ask for.
using command_call = std::function<void()>;

/// Returns an error text if `text` is not a whole number, otherwise an empty one. CLI11 accepts a minus sign, and
/// converts "-1" to a large number.
[[nodiscard]] std::string refuse_unless_digits(const std::string& text);

/// Gives a program and its verbs what all have in common: --version, the names of values, and the refusal of empty
/// ones. Call it after the verbs were added.
void complete_verbs(CLI::App& root);

/// Reads the arguments of a program with the name of `root` and its verbs. The callback of a verb sets `chosen`, which
/// this function returns. The result is empty if the arguments ask for help or the version, which this function has
/// then written to standard output. Throws command_error (2) if the arguments are wrong.
[[nodiscard]] command_call read_arguments(CLI::App& root, const command_call& chosen, int count,
                                          const char* const* arguments);

}  // namespace pop3kit::command
