#pragma once

#include <string>
#include <string_view>

#include "arguments/client_arguments.hpp"

namespace pop3kit::command {

/// The password: from the environment, from a file, or asked for with echo off where a person sits at the terminal.
/// Never from an argument. Throws command_error: 2 where there is none or it holds a line break or NUL, 8 where the
/// file cannot be read.
[[nodiscard]] std::string read_password(const client_arguments& given);

/// The access token from the environment. Throws command_error (2) where there is none, or it holds a control
/// character.
[[nodiscard]] std::string read_token(const client_arguments& given);

/// What an environment variable holds. Throws command_error (2), naming the option, where there is none.
[[nodiscard]] std::string read_variable(const std::string& name, std::string_view option);

}  // namespace pop3kit::command
