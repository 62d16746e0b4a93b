#pragma once

#include <string>

#include "pages/command_table.hpp"

/// Completion scripts. Each offers the verbs, the options of the verb on the command line, and the values of an option
/// whose values are known.
namespace pop3kit::command {

[[nodiscard]] std::string bash_completion(const command_table& table);
[[nodiscard]] std::string zsh_completion(const command_table& table);
[[nodiscard]] std::string fish_completion(const command_table& table);

}  // namespace pop3kit::command
