#include "mailbox/trace_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <new>
#include <stdexcept>

#include "console/command_error.hpp"
#include "console/text.hpp"

namespace pop3kit::command {

std::string trace_line(const trace_event& event) {
  const std::string text = one_line(event.text);
  switch (event.kind) {
    case trace_kind::sent:
      return fmt::format("C{} > {}", event.connection, text);
    case trace_kind::received:
      return fmt::format("C{} < {}", event.connection, text);
    case trace_kind::body:
      return fmt::format("C{} < ({} octets)", event.connection, event.octets);
    case trace_kind::connected:
      return fmt::format("C{} * connected to {}", event.connection, text);
    case trace_kind::secured:
      return fmt::format("C{} * secured by {}", event.connection, text);
    case trace_kind::disconnected:
      return fmt::format("C{} * disconnected: {}", event.connection, text);
  }
  return {};
}

trace_file::trace_file(const std::string& file)
    : name_(fmt::format("--trace '{}'", file)),
      file_(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
  if (!file_.is_open()) throw local_error(name_, errno);
}

void trace_file::write(const trace_event& event) noexcept {
  if (failed_ != 0) return;
  try {
    failed_ = write_all(file_.number(), trace_line(event) + "\n");
  } catch (const std::exception&) {
    failed_ = ENOMEM;
  }
}

void trace_file::finish() {
  const int closing = file_.close();
  if (failed_ == 0) failed_ = closing;
  if (failed_ != 0) throw local_error(name_, failed_);
}

}  // namespace pop3kit::command
