#pragma once

#include <pop3kit/trace.hpp>
#include <string>

#include "console/log_file.hpp"

namespace pop3kit::command {

/// The dialogue with the server, one event a line: "C1 > RETR 3", "C1 < +OK", "C1 < (4096 octets)", "C1 * connected".
/// Secrets never reach it.
class trace_file {
 public:
  /// The file exists from now on. Throws command_error (8) if it cannot be created.
  explicit trace_file(const std::string& file);

  void write(const trace_event& event) noexcept;
  /// Syncs the file. Throws command_error (8) if something could not be written.
  void finish();

 private:
  log_file file_;
};

/// One line, without its end.
[[nodiscard]] std::string trace_line(const trace_event& event);

}  // namespace pop3kit::command
