#pragma once

#include <cstdint>
#include <string_view>

namespace pop3kit::engine {

/// How a charset is decoded.
enum class charset_family : std::uint8_t {
  utf_8,
  ascii,
  single_octet,
  windows_single_octet,  ///< single_octet without C1 control characters
  user_defined,          ///< x-user-defined of the Encoding standard
  shift_jis,
  euc_jp,
  iso_2022_jp,
  euc_kr,
  iso_2022_kr,
  gb_18030,
  hz,
  big5,
  utf_16,  ///< the byte order mark decides; without one, little endian
  utf_16_be,
  by_icu,
};

struct known_charset {
  charset_family family;
  const char* icu_name;     ///< ICU's name for the tables; null if the family needs none, or ICU has none
  std::string_view labels;  ///< separated by blanks, lower case, without punctuation
};

/// Returns the charset with this label, or null if this project does not decode it itself. Case and punctuation are
/// ignored
/// ("ISO_8859-1", "iso8859-1"), and so are blanks and quotation marks around the label.
[[nodiscard]] const known_charset* find_charset(std::string_view label);

}  // namespace pop3kit::engine
