#pragma once

#include <pop3kit/failure.hpp>
#include <pop3kit/result.hpp>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace pop3kit::command {

/// The exit statuses. Scripts depend on the numbers, so they must not change.
enum class exit_status : int {
  done = 0,
  partial = 1,         ///< some of several messages failed, or an expectation of a scenario was not met
  usage = 2,           ///< the arguments are wrong; nothing was sent
  connection = 3,      ///< the network or TLS
  authentication = 4,  ///< the login
  refused = 5,         ///< the server said -ERR
  protocol = 6,        ///< the server broke the protocol
  deadline = 7,
  local = 8,     ///< a file or an output of this machine
  scenario = 9,  ///< the scenario is invalid; nothing was started
};

/// Returns the status for a failure of the library. No other place decides this.
[[nodiscard]] exit_status exit_status_of(const failure& cause) noexcept;

/// Ends the command: its text becomes the one line on standard error, its status the exit status.
class command_error : public std::runtime_error {
 public:
  command_error(exit_status status, const std::string& line) : std::runtime_error(line), status_(status) {}
  [[nodiscard]] exit_status status() const noexcept { return status_; }
  /// Whether the text has a line for each finding. Such a text is printed as it is.
  [[nodiscard]] bool has_findings() const noexcept { return has_findings_; }

 private:
  friend command_error findings_error(exit_status status, const std::string& lines);
  exit_status status_;
  bool has_findings_ = false;
};

/// The reader of standard output has gone away. Ends the command without a message, as SIGPIPE ends other programs.
class reader_gone : public command_error {
 public:
  reader_gone();
};

/// The mistakes in a scenario, or in what a client did. They are printed in full, with their line ends.
[[nodiscard]] command_error findings_error(exit_status status, const std::string& lines);

/// The arguments are wrong; nothing was sent.
[[nodiscard]] command_error usage_error(const std::string& line);
/// A file or output failed: `what` names it, `number` is errno's value.
[[nodiscard]] command_error local_error(const std::string& what, int number);
/// A file failed: the detail of `cause` names it and says why.
[[nodiscard]] command_error local_error(const failure& cause);

/// Returns the value of `got`. Throws command_error (8) if there is none.
template <class T>
T need_file(result<T> got) {
  if (!got) throw local_error(got.error());
  if constexpr (!std::is_void_v<T>) return std::move(*got);
}

}  // namespace pop3kit::command
