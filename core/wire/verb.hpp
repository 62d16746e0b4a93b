#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace pop3kit::wire {

enum class verb : std::uint8_t {
  user,
  pass,
  apop,
  auth,
  stls,
  capa,
  utf8,
  lang,
  stat,
  list,
  retr,
  dele,
  noop,
  rset,
  top,
  uidl,
  quit,
};

/// The states of RFC 1939 section 3, as a set: a verb may be legal in several.
enum class session_states : std::uint8_t { authorization = 1, transaction = 2, any = 3 };

enum class response_shape : std::uint8_t {
  single_line,
  multi_line,                 ///< a body follows +OK
  multi_line_if_no_argument,  ///< LIST, UIDL and LANG: a body follows only if there is no argument
  continuation,               ///< AUTH: challenges until a status line
};

enum class secrecy : std::uint8_t {
  open,
  whole_argument,    ///< PASS
  after_first_word,  ///< APOP digest, AUTH initial response
};

/// A value of `max_arguments`: the rest of the line is one argument, with spaces (PASS: RFC 1939 section 7; USER too,
/// because some user names have spaces).
inline constexpr std::uint8_t rest_of_line = 255;

/// One row for each verb. Client, server, redaction and docs learn from it what a verb is.
struct verb_info {
  verb id;
  std::string_view name;
  session_states states;
  response_shape shape;
  secrecy secret;
  std::uint8_t min_arguments;
  std::uint8_t max_arguments;  ///< or rest_of_line
  bool may_be_pipelined;       ///< may be sent before earlier replies and before later commands (RFC 2449 section 6.6).
                          ///< False for AUTH and STLS, whose replies decide what the next octets mean, and for QUIT
  bool optional;                ///< a server need not support it: RFC 1939 section 7 or an extension
  std::string_view capability;  ///< the CAPA tag that announces it; empty if none does
  std::string_view rfc;
};

[[nodiscard]] std::span<const verb_info> verb_table() noexcept;
[[nodiscard]] const verb_info& info(verb id) noexcept;
[[nodiscard]] std::string_view name(verb id) noexcept;
/// Keywords are case-insensitive: RFC 1939 section 3.
[[nodiscard]] std::optional<verb> find_verb(std::string_view keyword) noexcept;
[[nodiscard]] bool allowed_in(verb id, session_states state) noexcept;
[[nodiscard]] bool is_multi_line(verb id, bool has_argument) noexcept;

}  // namespace pop3kit::wire
