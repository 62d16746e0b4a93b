#pragma once

#include <cstdint>
#include <string>

namespace pop3kit::serving {

/// Facts about a current session.
struct session_facts {
  session_facts() = default;
  std::uint64_t connection = 0;
  std::string user;  ///< empty before login
  bool transaction = false;
  bool secured = false;
  std::string last_command;  ///< its keyword; empty before the first command
};

}  // namespace pop3kit::serving
