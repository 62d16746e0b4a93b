#include "wire/dotted_line.hpp"

#include <algorithm>
#include <cstring>

namespace pop3kit::wire {
namespace {

/// Written so that compilers make vector instructions of it.
bool has_dotted_line(const char* octets, std::size_t count) noexcept {
  unsigned char least = 0xff;
  for (std::size_t i = 0; i < count; ++i) {
    const auto differs = static_cast<unsigned char>((octets[i] ^ '\n') | (octets[i + 1] ^ '.'));
    least = std::min(least, differs);
  }
  return least == 0;
}

}  // namespace

std::size_t find_dotted_line(std::string_view octets, std::size_t position) noexcept {
  constexpr std::size_t block = 128;
  while (position < octets.size()) {
    const std::size_t left = octets.size() - position;
    if (left > block && !has_dotted_line(octets.data() + position, block)) {
      position += block;
      continue;
    }
    const auto* const found =
        static_cast<const char*>(std::memchr(octets.data() + position, '\n', std::min(left, block)));
    if (found == nullptr) {
      position += std::min(left, block);
      continue;
    }
    position = static_cast<std::size_t>(found - octets.data()) + 1;
    if (position < octets.size() && octets[position] == '.') break;
  }
  return position;
}

}  // namespace pop3kit::wire
