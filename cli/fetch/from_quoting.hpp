#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pop3kit::command {

/// mboxrd: every line of a message that is any number of '>' and then "From " gets one '>' more, so that no line of a
/// message passes for the beginning of the next. Takes LF line ends, in pieces of any size.
class from_quoting {
 public:
  [[nodiscard]] std::string convert(std::string_view octets);
  /// What was held back, and a line end if the last line has none.
  [[nodiscard]] std::string finish();

 private:
  void take(char octet, std::string& out);

  enum class position { quotes, from, within };
  position position_ = position::quotes;
  std::size_t matched_ = 0;  ///< octets of "From " that are held back
  bool line_open_ = false;
};

}  // namespace pop3kit::command
