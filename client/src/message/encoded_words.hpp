#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "message/charset.hpp"

namespace pop3kit::engine {

/// Decodes the values of one header.
class text_decoder {
 public:
  explicit text_decoder(std::string declared_charset = {}) : declared_(std::move(declared_charset)) {}
  void declare_charset(std::string charset) { declared_ = std::move(charset); }

  /// An unfolded value as UTF-8, encoded words decoded (RFC 2047), inside quoted strings and glued to other text as
  /// well, as mailers write them. Adjacent words of one charset are converted together, since mailers split them in the
  /// middle of characters. Raw octets beyond ASCII: see append_undeclared. No line end and no NUL comes out of it.
  [[nodiscard]] std::string decode(std::string value);
  /// decode(), for the value of an address field. What encoded words contain stays a display name or a comment: text
  /// with specials is quoted (RFC 5322 section 3.2.4).
  [[nodiscard]] std::string decode_addresses(std::string value);

  /// Octets of that charset as UTF-8; without a charset, see append_undeclared. Control characters are kept.
  [[nodiscard]] std::string convert(std::string_view octets, std::string_view charset);

 private:
  [[nodiscard]] std::string decode(std::string value, bool of_addresses);

  std::string declared_;
};

}  // namespace pop3kit::engine
