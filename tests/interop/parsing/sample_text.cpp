#include "sample_text.hpp"

#include <iconv.h>

#include <algorithm>
#include <stdexcept>

namespace pop3kit::interop::parsing {

std::size_t dice::below(std::size_t sides) noexcept {
  // SplitMix64.
  state_ += 0x9e3779b97f4a7c15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return (mixed ^ (mixed >> 31U)) % sides;
}

const std::vector<sample_text>& sample_texts() {
  static const std::vector<sample_text> all{
      {"Minutes of the meeting", {"us-ascii", "utf-8", "iso-8859-1", "windows-1252"}},
      {"2 + 2 = 4? Yes_really, 100 %", {"us-ascii", "utf-8"}},
      {"Grüße aus Köln", {"utf-8", "iso-8859-1", "windows-1252", "iso-8859-15", "UTF-8", "ISO-8859-1"}},
      {"Prix – « cinq » €", {"utf-8", "windows-1252"}},
      {"Žluťoučký kůň", {"utf-8", "iso-8859-2", "windows-1250"}},
      {"Привет, мир", {"utf-8", "koi8-r", "windows-1251", "iso-8859-5"}},
      {"Καλημέρα", {"utf-8", "iso-8859-7", "windows-1253"}},
      {"Günaydın İstanbul", {"utf-8", "iso-8859-9"}},
      {"会議のお知らせ", {"utf-8", "iso-2022-jp", "shift_jis", "euc-jp"}},
      {"안녕하세요", {"utf-8", "euc-kr"}},
      {"你好世界", {"utf-8", "gb2312", "gbk", "gb18030", "big5"}},
      {"Smile 😀 now", {"utf-8"}},
  };
  return all;
}

std::string encoded_in(std::string_view text, std::string_view charset) {
  const iconv_t converter = iconv_open(std::string(charset).c_str(), "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) throw std::invalid_argument(std::string(charset));
  std::string in(text);
  std::string octets(text.size() * 8 + 16, '\0');
  char* from = in.data();
  char* to = octets.data();
  std::size_t left = in.size();
  std::size_t room = octets.size();
  const bool failed = iconv(converter, &from, &left, &to, &room) == static_cast<std::size_t>(-1);
  iconv(converter, nullptr, nullptr, &to, &room);
  iconv_close(converter);
  if (failed) throw std::invalid_argument(std::string(text));
  octets.resize(octets.size() - room);
  return octets;
}

std::string base64_of(std::string_view octets) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string encoded;
  const auto octet = [&](std::size_t at) { return at < octets.size() ? static_cast<unsigned char>(octets[at]) : 0U; };
  for (std::size_t at = 0; at < octets.size(); at += 3) {
    const unsigned group = octet(at) << 16U | octet(at + 1) << 8U | octet(at + 2);
    for (const unsigned shift : {18U, 12U, 6U, 0U}) encoded += digits[(group >> shift) & 0x3fU];
  }
  if (octets.size() % 3 > 0)
    encoded.replace(encoded.size() - (3 - octets.size() % 3), std::string::npos, 3 - octets.size() % 3, '=');
  return encoded;
}

std::string hex_escaped(std::string_view octets, char mark, std::string_view plain, bool lower_case) {
  const std::string_view digits = lower_case ? "0123456789abcdef" : "0123456789ABCDEF";
  std::string escaped;
  for (const char each : octets) {
    const auto octet = static_cast<unsigned char>(each);
    const bool letter = (each >= '0' && each <= '9') || (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z');
    if (letter || plain.find(each) != std::string_view::npos) {
      escaped += each;
    } else {
      escaped.append({mark, digits[octet >> 4U], digits[octet & 0xfU]});
    }
  }
  return escaped;
}

std::string as_encoded_words(writing& out, const sample_text& sample) {
  const std::string_view charset = out.random.pick(sample.charsets);
  out.message.features.insert("charset " + std::string(charset));
  const std::string octets = encoded_in(sample.text, charset);
  const bool splits = octets.size() > 4 && out.choose("several encoded words", 30);
  const bool base64 = out.random.chance(50);
  const std::string prefix = "=?" + std::string(charset) + (out.choose("language in encoded word", 5) ? "*de?" : "?");
  std::string words;
  for (std::size_t at = 0; at < octets.size();) {
    const std::size_t length = splits ? 2 + out.random.below(octets.size()) : octets.size();
    const std::string_view piece = std::string_view(octets).substr(at, length);
    std::string payload = base64 ? base64_of(piece) : hex_escaped(piece, '=', "!*+-/", false);
    if (base64 && payload.ends_with('=') && out.choose("encoded word without padding", 5)) {
      payload.resize(payload.find('='));
    }
    if (!words.empty()) words += out.random.chance(30) ? "\r\n " : " ";
    words.append(prefix).append(base64 ? "B?" : "Q?").append(payload).append("?=");
    at += piece.size();
  }
  return words;
}

}  // namespace pop3kit::interop::parsing
