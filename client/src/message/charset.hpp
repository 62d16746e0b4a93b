#pragma once

#include <string>
#include <string_view>

namespace pop3kit::engine {

/// U+FFFD REPLACEMENT CHARACTER, in UTF-8.
inline constexpr std::string_view replacement_character = "\xef\xbf\xbd";

[[nodiscard]] bool is_ascii(std::string_view octets) noexcept;
[[nodiscard]] bool is_utf8(std::string_view octets) noexcept;

/// Appends what is UTF-8 as it is, and U+FFFD for each maximal run that cannot be (Unicode, chapter 3.9: what browsers
/// do).
void append_repaired(std::string& out, std::string_view octets);

/// Appends `octets` as UTF-8, U+FFFD for what is no text in `charset`. False if there was such rubbish, or if the
/// charset is unknown, in which case the octets are taken for UTF-8.
bool append_converted(std::string& out, std::string_view octets, std::string_view charset);

/// append_converted for a header that may name a charset in every word. Changing between charsets costs a fifth of a
/// millisecond and more; after a thousand changes, which no mailer makes, words count as UTF-8.
class frugal_converter {
 public:
  void append(std::string& out, std::string_view octets, std::string_view charset);

 private:
  std::string latest_;
  std::size_t changes_left_ = 1'000;
};

/// Appends octets that say nothing of their charset: as UTF-8 if that is what they are, else in the charset that the
/// message declares, if that fits without rubbish, else repaired.
void append_undeclared(std::string& out, std::string_view octets, std::string_view declared_charset);

}  // namespace pop3kit::engine
