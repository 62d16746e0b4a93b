#pragma once

#include <pop3kit/response_code.hpp>
#include <string>
#include <string_view>

#include "wire/outcome.hpp"

namespace pop3kit::wire {

/// First line of a response, as views into it (RFC 1939 section 3, RFC 2449 section 8).
struct status_line {
  bool ok = false;
  response_code code = response_code::none;
  std::string_view code_words;  ///< between the brackets
  std::string_view text;        ///< behind status and brackets
};

/// `line` without its line end. "+OK" and "-ERR" are case-insensitive for tolerance, and must be followed by a space, a
/// tab, a bracket (as RFC 2449 section 9 writes the greeting) or the end; malformed_status_line otherwise. Brackets
/// that are empty or never closed are text.
[[nodiscard]] outcome<status_line> parse_status_line(std::string_view line);

/// True where the line begins like a status line: what tells a torn response from text.
[[nodiscard]] bool looks_like_status(std::string_view line) noexcept;

void append_ok(std::string& out, std::string_view text = {});
/// `code_words` without brackets; empty: none. CR, LF and NUL in either text become spaces: a status is one line.
void append_err(std::string& out, std::string_view code_words, std::string_view text);

/// The base64 text behind "+ " (RFC 5034 section 4), not decoded and not checked; a bare "+" is an empty challenge.
/// Some servers leave the space out.
/// malformed_challenge for a line that is no challenge at all.
[[nodiscard]] outcome<std::string_view> parse_challenge(std::string_view line);
void append_challenge(std::string& out, std::string_view base64);

}  // namespace pop3kit::wire
