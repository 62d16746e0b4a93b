#pragma once

#include <string>
#include <string_view>

namespace pop3kit::command {

/// Standard output, buffered. What cannot be written is an error (8), not a loss: a full disk must not look like
/// success. A reader that has gone away is reader_gone. The destructor writes nothing: results are printed by flush()
/// alone.
class output {
 public:
  void write(std::string_view octets);
  void line(std::string_view text);
  void flush();

 private:
  std::string pending_;
};

/// The process's own.
[[nodiscard]] output& standard_output();

/// Makes sure that descriptors 0 to 2 are open, so that no socket or file takes their place and gets our results, and
/// that a reader who has gone away, and a file that grows too large, are errors of write() and not signals.
void secure_standard_descriptors();

}  // namespace pop3kit::command
