#pragma once

#include <pop3kit/capabilities.hpp>
#include <string>

namespace pop3kit::command {

/// A capability in one line, as a server announces it: "SASL PLAIN LOGIN".
[[nodiscard]] inline std::string capability_text(const capabilities::entry& entry) {
  std::string out = entry.tag;
  for (const std::string& parameter : entry.parameters) out += " " + parameter;
  return out;
}

}  // namespace pop3kit::command
