#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "console/descriptor.hpp"

namespace pop3kit::command {

/// An environment variable for a command. Without a value, the command does not have the variable, even if this process
/// has it.
struct variable {
  std::string name;
  std::optional<std::string> value;
};

/// A command that runs as a child process. It has our standard streams, our folder, our process group and our
/// environment.
///
/// The constructor already makes the process, which waits for start(). So make it before there are sockets, files and
/// threads: the command would inherit sockets, and keep connections and ports open that the server closes.
class child_command {
 public:
  /// `words` are the command and its arguments. Throws command_error (8) if no process can be made.
  explicit child_command(std::vector<std::string> words);
  child_command(const child_command&) = delete;
  child_command& operator=(const child_command&) = delete;
  /// A command that still runs gets SIGTERM, and is waited for. A command that was not started never runs.
  ~child_command();

  /// Runs the command, found as a shell finds it. Throws command_error (8) if that is impossible.
  void start(const std::vector<variable>& environment);
  /// Returns whether the command has ended. After that, signal() has no effect.
  [[nodiscard]] bool has_ended();
  void signal(int number) const noexcept;
  /// Returns the exit status of a command that has ended; 128 + N if signal N ended it, as a shell does.
  [[nodiscard]] int status() const noexcept;
  /// Returns "'COMMAND' ended with exit status 1", or the like, of a command that has ended.
  [[nodiscard]] std::string end_text() const;

 private:
  void wait(int options) noexcept;

  std::vector<std::string> words_;
  pid_t process_ = -1;    ///< -1 after it has ended
  int wait_status_ = 0;   ///< as waitpid() reports it
  descriptor variables_;  ///< where the process reads its environment from; closed before start() returns
  descriptor failure_;    ///< where it writes errno's value if it cannot run the command
};

}  // namespace pop3kit::command
