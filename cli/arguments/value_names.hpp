#pragma once

namespace CLI {
class App;
}

namespace pop3kit::command {

/// Gives the value of each option of a command the name that help and manual pages show, such as FILE. Completions
/// offer files for FILE, and folders for DIR. The value of an option that has no name here keeps the name of its type.
void name_values(CLI::App& verb);

}  // namespace pop3kit::command
