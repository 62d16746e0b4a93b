#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit {

enum class journal_kind {
  connect,
  tls,
  command,
  reply,
  body,
  rule,
  hook_error,
  disconnect,
  expectation,  ///< one has failed for certain, whatever comes
  control,      ///< somebody changed rules or mail, or opened a gate, while the server ran
  start         ///< a scenario begins, with this seed; for server_options::on_event alone
};

/// "connect", "hook_error": as in the JSON.
[[nodiscard]] std::string_view to_string(journal_kind kind) noexcept;

/// How a line of the client's ended on the wire.
enum class line_ending {
  none,  ///< the entry is about no line of the client's
  crlf,
  lf  ///< LF alone, which RFC 1939 section 3 does not allow
};

/// One thing that happened at the server. Passwords and tokens of accounts never stand in `text`, nor do they in
/// base64, unless they have fewer than three octets or are the name of an account.
struct journal_entry {
  journal_entry() = default;
  std::chrono::nanoseconds at{};  ///< since the scenario began: at start(), play(), reset() or reload
  std::uint64_t connection = 0;   ///< every connection that the scenario accepted counts, from 1; 0: about none
  journal_kind kind = journal_kind::connect;
  std::string user;                          ///< once logged in
  std::string text;                          ///< command or status line, rule, reason of a disconnect, what was changed
  std::uint64_t octets = 0;                  ///< body octets on the wire
  line_ending ended_by = line_ending::none;  ///< of commands and answers to challenges
};

/// A part of a journal, to be read on from `next`.
struct journal_page {
  journal_page() = default;
  std::vector<journal_entry> entries;
  std::uint64_t next = 0;  ///< the number of the entry behind the last one here
  std::uint64_t lost = 0;  ///< how many of those asked for had fallen out already
};

/// One line, without its end: {"at":seconds,"connection":,"kind":,"user":,"text":,"octets":}, and for
/// commands "line_end": "crlf" or "lf". Octets that are no UTF-8
/// become U+FFFD.
[[nodiscard]] std::string to_json(const journal_entry& entry);

}  // namespace pop3kit
