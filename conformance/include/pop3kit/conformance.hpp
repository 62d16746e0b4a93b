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

/// The outcome of one check.
enum class verdict {
  passed,          ///< the server does what the RFC says
  failed,          ///< the server does not do what the RFC says
  not_applicable,  ///< the server does not announce the feature, or the maildrop has nothing to check it with
  not_checked,     ///< the check could not be made: no connection, no login, or a reply that allows no conclusion
};

/// One check of a server, and its outcome.
struct conformance_finding {
  /// Makes a finding from its parts, without a cause.
  conformance_finding(std::string check_name, std::string rfc_clause, verdict found, std::string why)
      : check(std::move(check_name)), clause(std::move(rfc_clause)), outcome(found), explanation(std::move(why)) {}
  std::string check;        ///< the requirement, as a sentence
  std::string clause;       ///< where the RFC says so, such as "RFC 1939 section 5, STAT"
  verdict outcome;          ///< the outcome
  std::string explanation;  ///< what the server did, or why the check was not made; empty if it passed
  /// Why the check was not made: set if the outcome is not_checked because the client could not connect, got no answer,
  /// or could not log in.
  std::optional<failure> cause;
};

/// Called with each finding as soon as it is made.
using finding_listener = std::function<void(const conformance_finding&)>;

/// Checks whether a POP3 server conforms to the RFCs, and returns one finding for each check.
///
/// Each check opens connections of its own. The checks do not use the client's parser, so that a mistake in the parser
/// cannot hide a mistake of the server. docs/reference/conformance.md lists the checks.
///
/// Options. Of `server`, the checks use host, port, protection, TLS, proxy, user name, password and timeout. The
/// timeout bounds connecting, each TLS handshake, each reply, and each 64 KiB of a longer reply. The checks log in with
/// USER and PASS.
///
/// Effects on the maildrop. Without `writable`, nothing is deleted or marked. With `writable`, the last message of the
/// maildrop is deleted permanently. A server that announces EXPIRE 0 may delete fetched messages at QUIT (RFC 2449
/// section 6.5), so no message is fetched from it: the checks that need one are not_checked. A server that deletes
/// fetched messages without announcing it does so here too. Two logins use a wrong password; some servers lock accounts
/// after that.
///
/// Missing answers. A check does not fail because the server closes the connection after -ERR, which RFC 1939 does not
/// forbid. A command without an answer fails a check only if the second attempt gets no answer either and a login
/// between the two attempts succeeds. A check that deletes messages is made once. If the server becomes unreachable,
/// the remaining checks are not_checked without another attempt.
///
/// Blocks until all checks are made. Calls `heard`, unless it is empty, on the calling thread. Exceptions of `heard`
/// leave this function.
///
/// Errors: errc::invalid_option if the host, the user name or the timeout is missing, or if `server` has a token or
/// another mechanism than USER. If the first login fails, the reason: any error of transport or TLS,
/// errc::authentication_failed, errc::in_use, errc::login_delay, errc::temporary_failure or another refusal;
/// errc::malformed_response if the server's reply cannot be understood.
[[nodiscard]] result<std::vector<conformance_finding>> verify_conformance(const client_options& server,
                                                                          bool writable = false,
                                                                          const finding_listener& heard = {});

}  // namespace pop3kit
