#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "console/command_error.hpp"

namespace pop3kit::command {

/// Makes sure that descriptors 0 to 2 are open, so that no socket or file takes their place and gets our results. A
/// reader that has gone away, and a file that grows too large, become errors of write() and are no signals any more.
void secure_standard_descriptors();

/// Standard output, buffered. If octets cannot be written, that is an error (8), because a full disk must not look like
/// success; if the reader has gone away, it is reader_gone. The destructor writes nothing: only flush() prints.
class output {
 public:
  void write(std::string_view octets);
  void line(std::string_view text);
  void flush();

 private:
  std::string pending_;
};

/// The standard output of this process.
[[nodiscard]] output& standard_output();

/// Prints the one line on standard error that every status but 0 has.
void complain(std::string_view text) noexcept;
/// Prints text that keeps its line ends: a verdict, or the mistakes in a scenario.
void complain_in_full(std::string_view text) noexcept;
/// Prints a line on standard error that a success may have, too.
void warn(std::string_view text) noexcept;

/// Outputs that could not be written. They are kept until the result is known, which they must not hide.
class output_troubles {
 public:
  /// Runs `step`, and keeps the command_error that it throws. An output that fails twice is kept once.
  template <class Step>
  void attempt(Step step) {
    try {
      step();
    } catch (const command_error& trouble) {
      add(trouble);
    }
  }
  [[nodiscard]] bool any() const noexcept { return !troubles_.empty(); }
  /// Warns of each. For a result that decides the exit status itself.
  void warn_of_all() const;
  /// Throws the first, which decides the exit status, and warns of the others. Does nothing if there is none.
  void rethrow() const;

 private:
  void add(const command_error& trouble);

  std::vector<command_error> troubles_;
};

}  // namespace pop3kit::command
