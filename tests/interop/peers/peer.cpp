#include "peer.hpp"

namespace pop3kit::interop {

std::string with_crlf(const std::string& kept) {
  std::string sent;
  for (const char octet : kept) {
    if (octet == '\n') sent += '\r';
    sent += octet;
  }
  return sent.ends_with('\n') ? sent : sent + "\r\n";
}

}  // namespace pop3kit::interop
