#pragma once

#include <pop3kit/trace.hpp>
#include <string>

#include "console/descriptor.hpp"

namespace pop3kit::command {

/// The dialogue with the server, one event a line: "C1 > RETR 3", "C1 < +OK", "C1 < (4096 octets)", "C1 * connected".
/// Secrets never reach it.
class trace_file {
 public:
  /// Throws command_error (8) where it cannot be opened.
  explicit trace_file(const std::string& file);

  void write(const trace_event& event) noexcept;
  /// Throws command_error (8) where something could not be written.
  void finish();

 private:
  std::string name_;
  descriptor file_;
  int failed_ = 0;
};

/// One line, without its end.
[[nodiscard]] std::string trace_line(const trace_event& event);

}  // namespace pop3kit::command
