#pragma once

#include <string>
#include <vector>

namespace pop3kit::test {

struct terminal_run {
  terminal_run() = default;
  int status = -1;
  std::string screen;  ///< all that came to the terminal, both outputs and the echo
};

/// What the terminal is like.
struct terminal_settings {
  terminal_settings() = default;
  std::string type = "xterm";   ///< the environment's TERM
  unsigned short columns = 80;  ///< 0: the terminal does not say
};

/// Runs pop3kit on a terminal of its own. As soon as `awaited` stands on the screen, `typed` is typed.
[[nodiscard]] terminal_run run_on_terminal(const std::vector<std::string>& arguments, const std::string& awaited = "",
                                           const std::string& typed = "",
                                           const terminal_settings& settings = terminal_settings());

}  // namespace pop3kit::test
