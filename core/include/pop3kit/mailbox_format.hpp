#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pop3kit {

/// Converts the line ends of a message from CRLF to LF, as a Maildir and an mbox need them. A CR without LF stays.
///
/// Takes octets in pieces of any size.
class line_feeds {
 public:
  /// Makes a converter at the beginning of a message.
  line_feeds() = default;
  /// Converts the next octets.
  [[nodiscard]] std::string convert(std::string_view octets);
  /// Ends the message. Returns the CR that was held back, if the last octet was one.
  [[nodiscard]] std::string finish();

 private:
  bool held_return_ = false;
};

/// Quotes the lines of a message as the format mboxrd requires: a line that begins with "From " after any number of '>'
/// gets another '>', so that no line of a message looks like the beginning of the next message.
///
/// Takes octets with LF line ends, in pieces of any size.
class from_quoting {
 public:
  /// Makes a converter at the beginning of a message.
  from_quoting() = default;
  /// Converts the next octets.
  [[nodiscard]] std::string convert(std::string_view octets);
  /// Ends the message. Returns what was held back, and a line end if the last line has none.
  [[nodiscard]] std::string finish();

 private:
  void take(char octet, std::string& out);

  enum class position { quotes, from, within };
  position position_ = position::quotes;
  std::size_t matched_ = 0;  ///< octets of "From " that are held back
  bool line_open_ = false;
};

/// Reverses from_quoting: a line that begins with "From " after one or more '>' loses one '>'.
///
/// Takes octets with LF line ends, in pieces of any size.
class from_unquoting {
 public:
  /// Makes a converter at the beginning of a message.
  from_unquoting() = default;
  /// Converts the next octets.
  [[nodiscard]] std::string convert(std::string_view octets);
  /// Ends the message. Returns what was held back.
  [[nodiscard]] std::string finish();

 private:
  void take(char octet, std::string& out);

  bool is_searching_ = true;  ///< at the beginning of a line, or after quotes there
  std::size_t quotes_ = 0;    ///< quotes that are held back
  std::size_t matched_ = 0;   ///< octets of "From " that are held back
};

}  // namespace pop3kit
