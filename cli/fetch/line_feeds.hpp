#pragma once

#include <string>
#include <string_view>

namespace pop3kit::command {

/// CRLF to LF over octets that come in pieces; a CR that stands alone stays.
class line_feeds {
 public:
  [[nodiscard]] std::string convert(std::string_view octets);
  /// A CR that was held back at the very end.
  [[nodiscard]] std::string finish();

 private:
  bool held_return_ = false;
};

}  // namespace pop3kit::command
