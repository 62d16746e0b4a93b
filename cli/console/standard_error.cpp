#include "console/standard_error.hpp"

#include <unistd.h>

#include <exception>
#include <string>

#include "console/descriptor.hpp"
#include "console/text.hpp"

namespace pop3kit::command {
namespace {

void write_text(std::string_view intro, std::string_view text, std::string (*safe)(std::string_view)) noexcept {
  try {
    const std::string line = std::string{intro} + safe(text) + "\n";
    // Where standard error is gone, the exit status still speaks.
    static_cast<void>(write_all(STDERR_FILENO, line));
  } catch (const std::exception&) {
    static_cast<void>(write_all(STDERR_FILENO, "pop3kit: out of memory\n"));
  }
}

}  // namespace

void complain(std::string_view text) noexcept {
  write_text("pop3kit: ", text, &one_line);
}

void complain_in_full(std::string_view text) noexcept {
  write_text("pop3kit: ", text, &printable);
}

void warn(std::string_view text) noexcept {
  write_text("pop3kit: warning: ", text, &one_line);
}

}  // namespace pop3kit::command
