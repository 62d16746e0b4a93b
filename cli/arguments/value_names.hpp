#pragma once

// NOLINTBEGIN(readability-identifier-naming): names of CLI11
namespace CLI {
class App;
}
// NOLINTEND(readability-identifier-naming)

namespace pop3kit::command {

/// Gives the value of each option of a command the name that help and manual pages show, such as FILE. Completions
/// offer files for FILE, and folders for DIR. The value of an option that has no name here keeps the name of its type.
void name_values(CLI::App& verb);

}  // namespace pop3kit::command
