#pragma once

#include <sys/types.h>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

namespace pop3kit::test {

/// The outcome of a run of the command.
struct command_run {
  command_run() = default;
  int status = -1;
  std::string out;
  std::string err;

  [[nodiscard]] std::size_t error_lines() const;
};

struct run_settings {
  run_settings() = default;
  std::vector<std::string> environment;  ///< NAME=VALUE, beside the test's own
  std::size_t open_files = 0;            ///< the most descriptors that it may have; 0: as many as the test
  std::size_t largest_file = 0;          ///< the most octets of a file that it writes; 0: as many as the test
  std::string standard_output;           ///< a file such as /dev/full in place of the pipe; empty: the pipe
  bool reader_is_gone = false;           ///< the pipe has no reader
  bool output_is_closed = false;         ///< it starts without a standard output
};

/// Runs pop3kit with these arguments to its end; standard input is empty.
[[nodiscard]] command_run run(const std::vector<std::string>& arguments, const run_settings& settings = run_settings());

/// A pop3kit that goes on running: serve.
class running_command {
 public:
  explicit running_command(const std::vector<std::string>& arguments, const run_settings& settings = run_settings());
  running_command(const running_command&) = delete;
  running_command& operator=(const running_command&) = delete;
  ~running_command();

  /// Reads this many lines of standard output, or fewer if it ends before.
  std::string read_lines(std::size_t count);
  /// The same of standard error.
  std::string read_error_lines(std::size_t count);
  void signal(int number) const;
  /// Closes the reading end of standard output.
  void stop_reading();
  /// Waits for the end; the output is what read_lines() has left.
  [[nodiscard]] command_run finish();

 private:
  pid_t process_ = -1;
  int out_ = -1;
  int err_ = -1;
};

}  // namespace pop3kit::test
