#include "mailbox/trace_file.hpp"

#include <fmt/format.h>

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

trace_file::trace_file(const std::string& file) : file_(file, "--trace") {}

void trace_file::write(const trace_event& event) noexcept {
  file_.write([&event] { return trace_line(event); });
}

void trace_file::finish() {
  file_.finish();
}

}  // namespace pop3kit::command
