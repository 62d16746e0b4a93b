#pragma once

#include <string>
#include <string_view>

namespace pop3kit {

/// Machine-readable reason in square brackets at the head of a status text (RFC 2449 section 8, RFC 3206, RFC 6856).
enum class response_code {
  none,         ///< no brackets
  unknown,      ///< brackets with something unregistered in them; the words are kept beside
  in_use,       ///< IN-USE
  login_delay,  ///< LOGIN-DELAY
  auth,         ///< AUTH: the credentials are the cause (RFC 3206 section 5)
  sys_temp,     ///< SYS/TEMP (RFC 3206 section 4)
  sys_perm,     ///< SYS/PERM (RFC 3206 section 4)
  sys,          ///< SYS alone, or with a detail that RFC 3206 does not know
  utf8,         ///< UTF8 (RFC 6856 section 5)
};

/// Compares without regard to case, as RFC 2449 section 8 wants. `words` is what stands between the brackets. Codes are
/// hierarchical: IN-USE/ANYTHING is still in_use, and SYS/ANYTHING is sys.
[[nodiscard]] response_code to_response_code(std::string_view words) noexcept;
[[nodiscard]] std::string_view to_string(response_code code) noexcept;

/// What the server said, kept apart from what we say.
struct server_reply {
  server_reply() = default;
  server_reply(response_code reply_code, std::string words, std::string reply_text)
      : code(reply_code), code_words(std::move(words)), text(std::move(reply_text)) {}

  response_code code = response_code::none;
  std::string code_words;  ///< between the brackets, as sent; empty if there were none
  std::string text;        ///< the text behind the status and the brackets, as sent, secrets masked
};

}  // namespace pop3kit
