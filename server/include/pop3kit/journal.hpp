#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit {

/// What a journal entry is about. The text of the entry depends on it.
enum class journal_kind {
  connect,      ///< a connection was accepted; the text is "plain" or "tls"
  tls,          ///< a TLS handshake has ended, a TLS condition applies, or octets after STLS were discarded
  command,      ///< the client sent a line; the text is the line, with secrets masked
  reply,        ///< the server wrote a status line or a challenge; the text is the line, with secrets masked
  body,         ///< the server wrote the rest of a multi-line response; `octets` says how much
  rule,         ///< a rule of the scenario took effect; the text names the rule and what it did
  hook_error,   ///< a hook raised an error, or something else of the scenario failed while it ran
  disconnect,   ///< a connection has ended; the text is the reason, such as "quit"
  expectation,  ///< an expectation has failed, and nothing that comes later can change that
  control,      ///< rules or mail were changed, or a gate was opened, while the server ran
  start         ///< a scenario begins; the text names its seed. Passed to server_options::on_event only
};

/// Returns the name that to_json() uses, such as "connect" or "hook_error". Empty for a value that is no enumerator.
[[nodiscard]] std::string_view to_string(journal_kind kind) noexcept;

/// How a line from the client ended.
enum class line_ending {
  none,  ///< the entry is not a line from the client
  crlf,  ///< CRLF
  lf     ///< LF alone, which RFC 1939 section 3 does not allow
};

/// One event on the server.
///
/// Passwords and tokens of accounts are replaced by "****" in `text`, also in base64, unless they have fewer than three
/// octets or are the name of an account. A reply is cut after 512 octets, any other text after 8192.
struct journal_entry {
  /// Makes an empty entry.
  journal_entry() = default;
  std::chrono::nanoseconds at{};  ///< time since the scenario began: at start(), play(), reset() or a reload
  std::uint64_t connection = 0;   ///< number of the connection, from 1 in each scenario; 0: about no connection
  journal_kind kind = journal_kind::connect;  ///< what the entry is about
  std::string user;                           ///< the user of the session; empty before login
  std::string text;                           ///< see journal_kind
  std::uint64_t octets = 0;                   ///< octets of a body as sent, or octets that were discarded after STLS
  line_ending ended_by = line_ending::none;   ///< for commands and answers to challenges
};

/// A part of a journal. To get the next part, pass `next` to server::journal_since().
struct journal_page {
  /// Makes an empty page.
  journal_page() = default;
  std::vector<journal_entry> entries;  ///< the entries, oldest first
  std::uint64_t next = 0;              ///< the number of the entry after the last one of this page
  std::uint64_t lost = 0;              ///< the number of requested entries that the journal no longer keeps
};

/// Returns an entry as one line of JSON, without a line end.
///
/// The keys are "at" (seconds), "connection", "kind", "user", "text" and "octets". A line from the client also has
/// "line_end", which is "crlf" or "lf". Octets that are not valid UTF-8 become U+FFFD.
[[nodiscard]] std::string to_json(const journal_entry& entry);

}  // namespace pop3kit
