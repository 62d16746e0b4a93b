#include "mailbox/header_field.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "mailbox/transfer_encoding.hpp"
#include "text/ascii.hpp"
#include "text/base64.hpp"
#include "text/hexadecimal.hpp"

namespace pop3kit::serving {
namespace {

void append_two(std::string& out, unsigned value) {
  out.push_back(static_cast<char>('0' + value / 10 % 10));
  out.push_back(static_cast<char>('0' + value % 10));
}

constexpr std::size_t fold_column = 78;
constexpr std::size_t word_octets = 45;  // 60 characters of base64, 72 as an encoded-word: RFC 2047 allows 75

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char octet) { return octet == ' ' || text::is_graphic(octet); });
}

bool continues_character(char octet) {
  return (static_cast<unsigned char>(octet) & 0xc0U) == 0x80U;
}

/// Returns the encoded-words for `text`. None of them splits a character (RFC 2047 section 5).
std::vector<std::string> encoded_words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    auto length = std::min(word_octets, text.size());
    const auto whole = length;
    while (length < text.size() && length > 0 && continues_character(text[length])) --length;
    if (length == 0) length = whole;  // not UTF-8: any place will do
    out.push_back("=?UTF-8?B?" + text::to_base64(text.substr(0, length)) + "?=");
    text.remove_prefix(length);
  }
  return out;
}

/// Writes pieces one after another, and begins a new line if the next piece would pass the column.
class folder {
 public:
  folder(std::string& out, std::string_view name) : out_(out) {
    out_.append(name).push_back(':');
    width_ = name.size() + 1;
  }
  void append(std::string_view space, std::string_view piece) {
    if (width_ + space.size() + piece.size() > fold_column && !first_) {
      out_.append("\r\n");
      width_ = 0;
    }
    out_.append(space).append(piece);
    width_ += space.size() + piece.size();
    first_ = false;
  }
  void finish() { out_.append("\r\n"); }

 private:
  std::string& out_;
  std::size_t width_ = 0;
  bool first_ = true;
};

std::string display_name(std::string_view name) {
  if (!is_printable(name)) {
    std::string out;
    for (const auto& word : encoded_words(name)) out.append(out.empty() ? "" : " ").append(word);
    return out;
  }
  if (name.starts_with('"') || name.find_first_of("()<>[]:;@\\,.\"") == std::string_view::npos)
    return std::string{name};
  std::string quoted = "\"";
  for (const char octet : name) {
    if (octet == '"' || octet == '\\') quoted.push_back('\\');
    quoted.push_back(octet);
  }
  return quoted + '"';
}

std::string mailbox_text(std::string_view address) {
  const auto angle = address.rfind('<');
  if (angle == std::string_view::npos || angle == 0) return std::string{address};
  auto name = address.substr(0, angle);
  while (name.ends_with(' ')) name.remove_suffix(1);
  return name.empty() ? std::string{address} : display_name(name) + " " + std::string{address.substr(angle)};
}

}  // namespace

void append_date(std::string& out, std::int64_t seconds) {
  constexpr std::string_view weekdays = "SunMonTueWedThuFriSat";
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const std::chrono::sys_seconds at{std::chrono::seconds{seconds}};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  out.append(weekdays.substr(std::chrono::weekday{day}.c_encoding() * 3U, 3)).append(", ");
  append_two(out, static_cast<unsigned>(date.day()));
  out.append(" ").append(months.substr((static_cast<unsigned>(date.month()) - 1) * 3, 3)).append(" ");
  append_two(out, year / 100);
  append_two(out, year % 100);
  out.push_back(' ');
  append_two(out, static_cast<unsigned>(time.hours().count()));
  out.push_back(':');
  append_two(out, static_cast<unsigned>(time.minutes().count()));
  out.push_back(':');
  append_two(out, static_cast<unsigned>(time.seconds().count()));
  out.append(" +0000");
}

void append_unstructured_field(std::string& out, std::string_view name, std::string_view value) {
  folder line{out, name};
  if (!is_printable(value)) {
    for (const auto& word : encoded_words(value)) line.append(" ", word);
  } else {
    for (bool first = true; !value.empty(); first = false) {
      const auto begin = std::min(value.find_first_not_of(' '), value.size());
      if (begin == value.size()) break;
      const auto end = std::min(value.find(' ', begin), value.size());
      const auto space = value.substr(0, begin);
      line.append(first ? " " + std::string{space} : std::string{space}, value.substr(begin, end - begin));
      value.remove_prefix(end);
    }
  }
  line.finish();
}

void append_address_field(std::string& out, std::string_view name, const std::vector<std::string>& addresses) {
  folder line{out, name};
  for (std::size_t index = 0; index < addresses.size(); ++index) {
    line.append(" ", mailbox_text(addresses[index]) + (index + 1 < addresses.size() ? "," : ""));
  }
  line.finish();
}

std::string parameter(std::string_view name, std::string_view value) {
  std::string out = ";\r\n " + std::string{name};
  if (is_printable(value)) {
    out.append("=\"");
    for (const char octet : value) {
      if (octet == '"' || octet == '\\') out.push_back('\\');
      out.push_back(octet);
    }
    return out + '"';
  }
  out.append("*=UTF-8''");
  for (const char octet : value) {
    const bool plain = text::is_letter_or_digit(octet) || octet == '.' || octet == '-' || octet == '_';
    if (plain) {
      out.push_back(octet);
    } else {
      text::append_hex(out += '%', static_cast<unsigned char>(octet), text::upper_case_digits);
    }
  }
  return out;
}

}  // namespace pop3kit::serving
