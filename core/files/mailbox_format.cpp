#include <pop3kit/mailbox_format.hpp>
#include <utility>

namespace pop3kit {
namespace {

constexpr std::string_view from_word = "From ";

}  // namespace

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

void from_quoting::take(char octet, std::string& out) {
  line_open_ = octet != '\n';
  if (position_ != position::within && octet == from_word[matched_]) {
    position_ = position::from;
    if (++matched_ < from_word.size()) return;
    // The quotes that the line has were passed on already. All are equal, so the new one may come last.
    out.append(">").append(from_word);
    matched_ = 0;
    position_ = position::within;
    return;
  }
  out.append(from_word.substr(0, matched_));
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
  out.reserve(octets.size() + from_word.size() + 1);
  for (const char octet : octets) take(octet, out);
  return out;
}

std::string from_quoting::finish() {
  std::string out{from_word.substr(0, matched_)};
  if (line_open_) out += '\n';
  line_open_ = false;
  matched_ = 0;
  position_ = position::quotes;
  return out;
}

void from_unquoting::take(char octet, std::string& out) {
  if (is_searching_ && octet == from_word[matched_]) {
    if (++matched_ < from_word.size()) return;
    // One quote is left out.
    out.append(quotes_ == 0 ? 0 : quotes_ - 1, '>').append(from_word);
    is_searching_ = false;
    matched_ = quotes_ = 0;
    return;
  }
  if (is_searching_ && matched_ == 0 && octet == '>') {
    ++quotes_;
    return;
  }
  out += finish();
  out += octet;
  is_searching_ = octet == '\n';
}

std::string from_unquoting::convert(std::string_view octets) {
  std::string out;
  out.reserve(octets.size() + from_word.size());
  for (const char octet : octets) take(octet, out);
  return out;
}

std::string from_unquoting::finish() {
  std::string out(std::exchange(quotes_, 0), '>');
  out.append(from_word.substr(0, std::exchange(matched_, 0)));
  return out;
}

}  // namespace pop3kit
