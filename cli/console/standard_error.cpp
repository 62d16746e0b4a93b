#include "console/standard_error.hpp"

#include <unistd.h>

#include <exception>
#include <string>

#include "console/descriptor.hpp"
#include "console/text.hpp"

namespace pop3kit::command {
namespace {

void write_line(std::string_view intro, std::string_view text) noexcept {
  try {
    const std::string line = std::string{intro} + one_line(text) + "\n";
    // Where standard error is gone, the exit status still speaks.
    static_cast<void>(write_all(STDERR_FILENO, line));
  } catch (const std::exception&) {
    static_cast<void>(write_all(STDERR_FILENO, "pop3kit: out of memory\n"));
  }
}

}  // namespace

void complain(std::string_view text) noexcept {
  write_line("pop3kit: ", text);
}

void warn(std::string_view text) noexcept {
  write_line("pop3kit: warning: ", text);
}

}  // namespace pop3kit::command
