#pragma once

#include <pop3kit/result.hpp>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "console/exit_status.hpp"

namespace pop3kit::command {

/// Ends the command: its text becomes the one line on standard error, its status the exit status.
class command_error : public std::runtime_error {
 public:
  command_error(exit_status status, const std::string& line) : std::runtime_error(line), status_(status) {}
  [[nodiscard]] exit_status status() const noexcept { return status_; }
  /// Whether the text has a line for each finding, which are printed as they are.
  [[nodiscard]] bool has_findings() const noexcept { return has_findings_; }

 private:
  friend command_error findings_error(exit_status status, const std::string& lines);
  exit_status status_;
  bool has_findings_ = false;
};

/// The reader of standard output has gone away. Ends the command without a word, as SIGPIPE ends other programs.
class reader_gone : public command_error {
 public:
  reader_gone();
};

/// What is wrong with a scenario, or with what a client did: printed in full, with its line ends.
[[nodiscard]] command_error findings_error(exit_status status, const std::string& lines);

/// The arguments are wrong; nothing was sent.
[[nodiscard]] command_error usage_error(const std::string& line);
/// A file or output failed: `what` names it, `number` is errno's value.
[[nodiscard]] command_error local_error(const std::string& what, int number);
/// A file failed: the detail of `cause` names it and says why.
[[nodiscard]] command_error local_error(const failure& cause);

/// The value, or the end of the command with status 8.
template <class T>
T need_file(result<T> got) {
  if (!got) throw local_error(got.error());
  if constexpr (!std::is_void_v<T>) return std::move(*got);
}

}  // namespace pop3kit::command
