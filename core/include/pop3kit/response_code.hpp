#pragma once

#include <string>
#include <string_view>

namespace pop3kit {

/// The machine-readable reason in square brackets at the beginning of a status text (RFC 2449 section 8, RFC 3206, RFC
/// 6856).
enum class response_code {
  none,         ///< the text has no brackets
  unknown,      ///< the brackets contain an unregistered code; server_reply::code_words has its words
  in_use,       ///< IN-USE (RFC 2449 section 8.1.2)
  login_delay,  ///< LOGIN-DELAY (RFC 2449 section 8.1.1)
  auth,         ///< AUTH: the credentials are the cause (RFC 3206 section 5)
  sys_temp,     ///< SYS/TEMP: a temporary failure of the server (RFC 3206 section 4)
  sys_perm,     ///< SYS/PERM: a permanent failure of the server (RFC 3206 section 4)
  sys,          ///< SYS alone, or with a detail that RFC 3206 does not define
  utf8,         ///< UTF8: the message needs UTF-8 mode (RFC 6856 section 5)
};

/// Converts the words between the brackets to a code. Ignores case (RFC 2449 section 8).
///
/// Codes are hierarchical: "IN-USE/ANYTHING" is in_use, and "SYS/ANYTHING" is sys. Empty words give none.
[[nodiscard]] response_code to_response_code(std::string_view words) noexcept;
/// Returns the registered words of a code, such as "SYS/TEMP". Returns an empty text for none and unknown.
[[nodiscard]] std::string_view to_string(response_code code) noexcept;

/// The status line of a server's reply, as the server sent it.
struct server_reply {
  /// Makes a reply without code and text.
  server_reply() = default;
  /// Makes a reply from its parts.
  server_reply(response_code reply_code, std::string words, std::string reply_text)
      : code(reply_code), code_words(std::move(words)), text(std::move(reply_text)) {}

  response_code code = response_code::none;  ///< the code that the brackets stand for
  std::string code_words;  ///< the words between the brackets, as sent; empty if there are no brackets
  std::string text;        ///< the text after the status and the brackets, as sent, with secrets masked
};

}  // namespace pop3kit
