#pragma once

#include <span>
#include <string>
#include <string_view>

namespace pop3kit::wire {

/// Adds byte-stuffing to a multi-line response (RFC 1939 section 3), incrementally. Doubles a dot at the beginning of a
/// line, and one that is the first octet. Lines end with CRLF; a lone CR or LF is an ordinary octet.
class dot_encoder {
 public:
  void append(std::string& out, std::string_view body);
  /// Ends the line if the body did not, and appends the terminator.
  void finish(std::string& out);
  void reset() noexcept;

 private:
  bool at_line_start_ = true;
  bool after_cr_ = false;
};

}  // namespace pop3kit::wire
