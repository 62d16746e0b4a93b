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

  /// Returns an unfolded value as UTF-8, with encoded words decoded (RFC 2047).
  ///
  /// Encoded words are also decoded within quoted strings and without blanks around them, because mailers write them
  /// so. Adjacent words of one charset are converted together, because mailers split them within characters. Octets
  /// beyond ASCII are decoded by append_undeclared(). The result contains no line end and no NUL.
  [[nodiscard]] std::string decode(std::string value);
  /// Decodes the value of an address field, as decode() does. Text of encoded words stays a display name or a comment:
  /// it is quoted if it contains special characters (RFC 5322 section 3.2.4).
  [[nodiscard]] std::string decode_addresses(std::string value);

  /// Returns octets of this charset as UTF-8; without a charset, see append_undeclared(). Control characters stay.
  [[nodiscard]] std::string convert(std::string_view octets, std::string_view charset);

 private:
  [[nodiscard]] std::string decode(std::string value, bool of_addresses);

  std::string declared_;
};

}  // namespace pop3kit::engine
