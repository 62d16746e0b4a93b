#pragma once

#include <functional>
#include <optional>
#include <pop3kit/client_options.hpp>
#include <pop3kit/failure.hpp>
#include <pop3kit/result.hpp>
#include <string>
#include <utility>
#include <vector>

namespace pop3kit {

enum class verdict {
  passed,
  failed,          ///< the server does otherwise than the clause says
  not_applicable,  ///< the server does not announce it, or the maildrop holds nothing to try it on
  not_checked,     ///< the check could not be made: no connection, no login, or an answer that decides nothing
};

/// One check of a server, and what came of it.
struct conformance_finding {
  conformance_finding(std::string check_name, std::string rfc_clause, verdict found, std::string why)
      : check(std::move(check_name)), clause(std::move(rfc_clause)), outcome(found), explanation(std::move(why)) {}
  std::string check;        ///< what is demanded, in a sentence
  std::string clause;       ///< "RFC 1939 section 5, STAT"
  verdict outcome;          ///< what was found
  std::string explanation;  ///< what the server did instead, or why the check was not made; empty if it passed
  /// Set if the outcome is not_checked because the server could not be reached, gave no answer or refused the login.
  std::optional<failure> cause;
};

/// Hears each finding as it is made.
using finding_listener = std::function<void(const conformance_finding&)>;

/// Holds a server against the RFCs: each check makes connections of its own, and all octets go past the client's own
/// grammar, so that the two cannot share a misunderstanding. Of `server` count host, port, protection, TLS, proxy, the
/// user name and password, and the timeout: of connecting, of each TLS handshake, of each reply, and of each 64 KiB of
/// a longer one. Logins are by USER and PASS: a token or another mechanism is errc::invalid_option.
///
/// Nothing is deleted or marked unless `writable` is set; then the last message of the maildrop is deleted for good. No
/// message is fetched from a server that announces EXPIRE 0, which may remove it at QUIT (RFC 2449 section 6.5): the
/// checks that need it are not_checked. A server that removes fetched messages without announcing it does so here too.
/// Two logins with a wrong password are part of it: mind servers that lock accounts.
///
/// A server that closes a connection after -ERR does not fail for it: RFC 1939 does not forbid that. A command that
/// gets no answer fails a check only if it gets none a second time, and a login between the two attempts succeeds; a
/// check that deletes messages is not made twice. After a server that can no longer be reached, the remaining checks
/// are not_checked without another attempt.
///
/// Blocks until all checks are through. Errors: what keeps the first connection from being made (transport, TLS,
/// errc::invalid_option), the reason of a refused login (errc::authentication_failed, errc::in_use, errc::login_delay,
/// errc::temporary_failure or another one) and errc::malformed_response if the reply to it makes no sense.
[[nodiscard]] result<std::vector<conformance_finding>> verify_conformance(const client_options& server,
                                                                          bool writable = false,
                                                                          const finding_listener& heard = {});

}  // namespace pop3kit
