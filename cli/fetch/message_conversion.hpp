#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What becomes of the octets of a message in a mailbox file. The classes take octets in pieces of any size.
namespace pop3kit::command {

/// Converts CRLF to LF. A CR without LF stays.
class line_feeds {
 public:
  [[nodiscard]] std::string convert(std::string_view octets);
  /// Returns the CR that was held back, if the last octet was one.
  [[nodiscard]] std::string finish();

 private:
  bool held_return_ = false;
};

/// Quotes lines as the format mboxrd requires: a line that begins with "From " after any number of '>' gets another
/// '>', so that no line of a message looks like the beginning of the next message. Expects LF line ends.
class from_quoting {
 public:
  [[nodiscard]] std::string convert(std::string_view octets);
  /// Returns what was held back, and a line end if the last line has none.
  [[nodiscard]] std::string finish();

 private:
  void take(char octet, std::string& out);

  enum class position { quotes, from, within };
  position position_ = position::quotes;
  std::size_t matched_ = 0;  ///< octets of "From " that are held back
  bool line_open_ = false;
};

/// Returns the From line that begins a message in an mbox. It has the sender, and the date of the header in UTC. The
/// date is the epoch, 1 January 1970, if the header has no date that can be read.
[[nodiscard]] std::string mbox_from_line(std::string_view header);

}  // namespace pop3kit::command
