#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace pop3kit::interop {

/// A child in a process group of its own, whose standard output (or error) can be read from `output()`. It ends with
/// this object, and with the test should that die first.
class child_process {
 public:
  enum class listen_to { standard_output, standard_error };

  child_process(const std::vector<std::string>& command, listen_to which);
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;
  ~child_process();

  /// File descriptor; at its end the child, and all who inherited from it, are done.
  [[nodiscard]] int output() const noexcept { return output_; }
  /// Whether no other process of its group is left.
  [[nodiscard]] bool is_alone() const;
  /// Asks it to end, waits for it, and ends every process that it leaves running.
  void terminate() noexcept;
  /// Ends it and its process group at once, without asking.
  void kill() noexcept;
  /// Exit status, or -1 if it was killed.
  int wait() noexcept;

 private:
  pid_t pid_ = -1;
  int output_ = -1;
};

struct finished {
  finished() = default;
  int status = -1;
  std::string output;
};

/// Runs to the end.
[[nodiscard]] finished run(const std::vector<std::string>& command);

}  // namespace pop3kit::interop
