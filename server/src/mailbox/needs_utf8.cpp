#include "mailbox/needs_utf8.hpp"

#include <array>
#include <string_view>

namespace pop3kit::serving {

bool needs_utf8(const message_content& content) {
  std::array<char, 4096> room{};
  std::size_t line_octets = 0;
  for (std::uint64_t offset = 0;;) {
    const std::size_t count = content.read(offset, room);
    for (const char octet : std::string_view(room.data(), count)) {
      if (static_cast<unsigned char>(octet) >= 0x80U) return true;
      if (octet == '\n') {
        if (line_octets == 0) return false;
        line_octets = 0;
      } else if (octet != '\r') {
        ++line_octets;
      }
    }
    if (count < room.size()) return false;
    offset += count;
  }
}

}  // namespace pop3kit::serving
