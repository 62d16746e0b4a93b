#pragma once

#include <string>

#include "session/authorization.hpp"

namespace pop3kit::serving {

/// Returns the lines of CAPA with their line ends, according to the scenario and the state of the session.
[[nodiscard]] std::string capability_lines(const scenario_run& run, const authorization& logins,
                                           const transaction& messages, const language_commands& languages,
                                           const transport& octets);

}  // namespace pop3kit::serving
