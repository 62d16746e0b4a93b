#include "mailbox/transfer_encoding.hpp"

#include <algorithm>

#include "mailbox/stored_messages.hpp"
#include "text/base64.hpp"
#include "text/hexadecimal.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::size_t line_octets = 76;

void append_escaped(std::string& out, unsigned char octet) {
  out.push_back('=');
  text::append_hex(out, octet, text::upper_case_digits);
}

bool needs_escape(std::string_view line, std::size_t index) {
  const auto octet = static_cast<unsigned char>(line[index]);
  if (octet == ' ' || octet == '\t') return index + 1 == line.size();
  return octet == '=' || octet < 0x21 || octet > 0x7e;
}

void append_line(std::string& out, std::string_view line) {
  std::size_t width = 0;
  for (std::size_t index = 0; index < line.size(); ++index) {
    const bool escape = needs_escape(line, index);
    const std::size_t room = escape ? 3 : 1;
    if (width + room > line_octets - 1) {
      out.append("=\r\n");
      width = 0;
    }
    if (escape) {
      append_escaped(out, static_cast<unsigned char>(line[index]));
    } else {
      out.push_back(line[index]);
    }
    width += room;
  }
  out.append("\r\n");
}

}  // namespace

std::string base64_lines(std::string_view octets) {
  constexpr std::size_t octets_a_line = line_octets / 4 * 3;
  std::string out;
  while (!octets.empty()) {
    out.append(text::to_base64(octets.substr(0, octets_a_line))).append("\r\n");
    octets.remove_prefix(std::min(octets_a_line, octets.size()));
  }
  return out;
}

std::string quoted_printable(std::string_view text) {
  const std::string lines = with_crlf(text);
  std::string out;
  std::string_view rest = lines;
  while (!rest.empty()) {
    const auto end = rest.find("\r\n");
    append_line(out, rest.substr(0, end));
    rest.remove_prefix(end + 2);
  }
  return out;
}

bool is_seven_bit(std::string_view text) noexcept {
  std::size_t width = 0;
  for (const char octet : text) {
    if (octet == '\0' || static_cast<unsigned char>(octet) > 0x7f) return false;
    width = octet == '\n' ? 0 : width + 1;
    if (width > 998) return false;
  }
  return true;
}

}  // namespace pop3kit::serving
