#pragma once

#include <string>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// What a rule does, for the journal and for people: "delay 20 ms, fault bare_lf".
[[nodiscard]] std::string to_text(const action& what);

/// Which rule it is: "file:line: RETR".
[[nodiscard]] std::string name_of(const rule& which);

}  // namespace pop3kit::serving
