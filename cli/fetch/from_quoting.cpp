#include "fetch/from_quoting.hpp"

namespace pop3kit::command {
namespace {

constexpr std::string_view beginning = "From ";

}  // namespace

void from_quoting::take(char octet, std::string& out) {
  line_open_ = octet != '\n';
  if (position_ != position::within && octet == beginning[matched_]) {
    position_ = position::from;
    if (++matched_ < beginning.size()) return;
    // Behind the quotes that the line has: one more among equals.
    out.append(">").append(beginning);
    matched_ = 0;
    position_ = position::within;
    return;
  }
  out.append(beginning.substr(0, matched_));
  const bool still_quotes = position_ == position::quotes && octet == '>';
  matched_ = 0;
  out += octet;
  if (octet == '\n') {
    position_ = position::quotes;
  } else if (!still_quotes) {
    position_ = position::within;
  }
}

std::string from_quoting::convert(std::string_view octets) {
  std::string out;
  out.reserve(octets.size() + beginning.size() + 1);
  for (const char octet : octets) take(octet, out);
  return out;
}

std::string from_quoting::finish() {
  std::string out{beginning.substr(0, matched_)};
  if (line_open_) out += '\n';
  line_open_ = false;
  matched_ = 0;
  position_ = position::quotes;
  return out;
}

}  // namespace pop3kit::command
