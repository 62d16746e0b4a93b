#include "console/xml_text.hpp"

#include "console/text.hpp"

namespace pop3kit::command {

std::string xml_text(std::string_view text) {
  std::string out;
  for (const char octet : printable(utf8(text))) {
    switch (octet) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      default:
        out.push_back(octet);
    }
  }
  return out;
}

}  // namespace pop3kit::command
