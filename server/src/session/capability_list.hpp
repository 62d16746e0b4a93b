#pragma once

#include <string>

#include "session/authorization.hpp"

namespace pop3kit::serving {

/// The lines of CAPA, each with its end, as the scenario and the state of the session make them.
[[nodiscard]] std::string capability_lines(const scenario_run& run, const authorization& logins,
                                           const transaction& messages, const language_commands& languages,
                                           const transport& octets);

}  // namespace pop3kit::serving
