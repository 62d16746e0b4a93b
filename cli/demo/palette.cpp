#include "demo/palette.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

namespace pop3kit::command {
namespace {

bool terminal_wants_colour() {
  const char* refusal = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool refused = refusal != nullptr && *refusal != '\0';
  return !refused && terminal != nullptr && std::string_view{terminal} != "dumb" && ::isatty(STDOUT_FILENO) == 1;
}

}  // namespace

palette::palette() : coloured_(terminal_wants_colour()) {}

std::string palette::in(std::string_view colour, std::string_view text) const {
  return coloured_ ? fmt::format("\x1B[{}m{}\x1B[0m", colour, text) : std::string{text};
}

}  // namespace pop3kit::command
