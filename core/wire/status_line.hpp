#pragma once

#include <pop3kit/response_code.hpp>
#include <string>
#include <string_view>

#include "wire/outcome.hpp"

namespace pop3kit::wire {

/// The first line of a response (RFC 1939 section 3, RFC 2449 section 8). Its members are views into the line.
struct status_line {
  bool ok = false;
  response_code code = response_code::none;
  std::string_view code_words;  ///< between the brackets
  std::string_view text;        ///< after the status and the brackets
};

/// Parses a line without its line end. "+OK" and "-ERR" may have any case, and must be followed by a space, a tab, a
/// bracket (as RFC 2449 section 9 writes the greeting) or the end. Errors: malformed_status_line. Brackets that are
/// empty or not closed count as text.
[[nodiscard]] outcome<status_line> parse_status_line(std::string_view line);

/// Returns true if the line begins like a status line. This distinguishes a response that was cut off from text.
[[nodiscard]] bool looks_like_status(std::string_view line) noexcept;

void append_ok(std::string& out, std::string_view text = {});
/// Appends a status line. `code_words` are the words between the brackets; if empty, there are no brackets. CR, LF and
/// NUL become spaces, because a status is one line.
void append_err(std::string& out, std::string_view code_words, std::string_view text);

/// Returns the base64 text after "+ " (RFC 5034 section 4), neither decoded nor checked. A bare "+" is an empty
/// challenge. Some servers omit the space. Errors: malformed_challenge if the line is not a challenge.
[[nodiscard]] outcome<std::string_view> parse_challenge(std::string_view line);
void append_challenge(std::string& out, std::string_view base64);

}  // namespace pop3kit::wire
