#include "message/charset.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>

#include "charset/icu_converter.hpp"
#include "charset/known_charsets.hpp"
#include "charset/multi_octet.hpp"
#include "charset/octet_tables.hpp"
#include "charset/shifted.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace pop3kit::engine {
namespace {

/// Returns the table of a charset, which is made at the first call. known_charsets.cpp limits their number.
const single_octet_table& table_of(const known_charset& charset) {
  static std::mutex mutex;
  static std::map<const known_charset*, std::unique_ptr<const single_octet_table>> tables;
  const std::scoped_lock lock(mutex);
  auto& table = tables[&charset];
  if (!table) {
    auto made = std::make_unique<single_octet_table>(charset.icu_name);
    if (charset.family != charset_family::single_octet) made->drop_control_characters();
    table = std::move(made);
  }
  return *table;
}

void decode_single_octets(std::string_view octets, const single_octet_table& table, code_point_sink& out) {
  const bool ascii_first = table.extends_ascii();
  while (!octets.empty()) {
    const std::size_t ascii = ascii_first ? text::ascii_prefix(octets) : 0;
    out.append_ascii(octets.substr(0, ascii));
    octets.remove_prefix(ascii);
    if (octets.empty()) return;
    const char32_t character = table.at(static_cast<std::uint8_t>(octets.front()));
    if (character == 0 && octets.front() != '\0') {
      out.fail();
    } else {
      out.put(character);
    }
    octets.remove_prefix(1);
  }
}

void decode_user_defined(std::string_view octets, code_point_sink& out) {
  for (const char octet : octets) {
    const auto value = static_cast<std::uint8_t>(octet);
    out.put(value < 0x80 ? value : 0xF700U + value);
  }
}

void decode_utf16(std::string_view octets, bool big_endian, code_point_sink& out) {
  const bool marked_big = octets.starts_with("\xFE\xFF");
  const bool marked_little = octets.starts_with("\xFF\xFE");
  if (marked_big || marked_little) {
    big_endian = marked_big;
    octets.remove_prefix(2);
  }
  icu_converter(big_endian ? "UTF-16BE" : "UTF-16LE").decode(octets, out);
}

void decode(std::string_view octets, const known_charset& charset, code_point_sink& out) {
  switch (charset.family) {
    case charset_family::utf_8:
      break;  // append_known() decodes it
    case charset_family::ascii:
    case charset_family::single_octet:
    case charset_family::windows_single_octet:
      return decode_single_octets(octets, table_of(charset), out);
    case charset_family::user_defined:
      return decode_user_defined(octets, out);
    case charset_family::shift_jis:
      return decode_shift_jis(octets, out);
    case charset_family::euc_jp:
      return decode_euc_jp(octets, out);
    case charset_family::iso_2022_jp:
      return decode_iso_2022_jp(octets, out);
    case charset_family::euc_kr:
      return decode_euc_kr(octets, out);
    case charset_family::iso_2022_kr:
      return decode_iso_2022_kr(octets, out);
    case charset_family::gb_18030:
      return decode_gb18030(octets, out);
    case charset_family::hz:
      return decode_hz(octets, out);
    case charset_family::big5:
      return decode_big5(octets, out);
    case charset_family::utf_16:
    case charset_family::utf_16_be:
      return decode_utf16(octets, charset.family == charset_family::utf_16_be, out);
    case charset_family::by_icu:
      return icu_converter(charset.icu_name).decode(octets, out);
  }
}

bool append_known(std::string& out, std::string_view octets, const known_charset& charset) {
  const bool usually_utf8 = charset.family == charset_family::utf_8 || charset.family == charset_family::ascii;
  if (usually_utf8 && text::is_utf8(octets)) {
    out.append(octets);
    return true;
  }
  if (charset.family == charset_family::utf_8) {
    text::append_repaired(out, octets);
    return false;
  }
  code_point_sink sink(out);
  decode(octets, charset, sink);
  return sink.clean();
}

/// Returns true if the name has only letters, digits and the punctuation of registered names. Commas and slashes would
/// have a meaning for ICU.
bool is_charset_name(std::string_view name) noexcept {
  const auto allowed = [](char octet) {
    return (octet >= '0' && octet <= '9') || (text::to_lower(octet) >= 'a' && text::to_lower(octet) <= 'z') ||
           std::string_view("-_.:+()").find(octet) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), allowed);
}

}  // namespace

bool append_converted(std::string& out, std::string_view octets, std::string_view charset) {
  if (const known_charset* const known = find_charset(charset)) return append_known(out, octets, *known);
  const std::string name(text::trim_white_space(charset));
  if (is_charset_name(name) && is_icu_name(name.c_str())) {
    icu_converter convert(name.c_str());
    if (convert.known()) {
      code_point_sink sink(out);
      convert.decode(octets, sink);
      return sink.clean();
    }
  }
  text::append_repaired(out, octets);
  return false;
}

void append_undeclared(std::string& out, std::string_view octets, std::string_view declared_charset) {
  if (!text::is_utf8(octets)) {
    std::string converted;
    if (append_converted(converted, octets, declared_charset)) {
      out.append(converted);
      return;
    }
  }
  text::append_repaired(out, octets);
}

}  // namespace pop3kit::engine
