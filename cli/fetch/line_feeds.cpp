#include "fetch/line_feeds.hpp"

#include <utility>

namespace pop3kit::command {

std::string line_feeds::convert(std::string_view octets) {
  std::string out;
  out.reserve(octets.size() + 1);
  for (const char octet : octets) {
    if (held_return_ && octet != '\n') out += '\r';
    held_return_ = octet == '\r';
    if (!held_return_) out += octet;
  }
  return out;
}

std::string line_feeds::finish() {
  return std::exchange(held_return_, false) ? "\r" : "";
}

}  // namespace pop3kit::command
