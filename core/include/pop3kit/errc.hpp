#pragma once

#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>
#include <iosfwd>
#include <string_view>
#include <type_traits>

namespace pop3kit {

/// The error codes of this library.
///
/// Errors of the operating system and of OpenSSL keep their own categories; everything else that can go wrong has a
/// value here. Each value belongs to one `fault` and compares equal to it: `code == fault::protocol`.
/// docs/reference/errors.md lists every value with what to do about it.
enum class errc {
  // fault::misuse: the call was wrong. The client sent nothing for it, and the session is as it was. If the mistake
  // is found during the login, there is no session.
  line_break_in_argument = 1,  ///< an argument contains CR, LF or NUL, which would end the command and begin another
  argument_too_long,           ///< the command would exceed 255 octets (RFC 2449 section 4); tokens are exempt
  empty_argument,              ///< an argument that must have a value is empty
  invalid_sequence_number,     ///< a sequence number is 0; they begin at 1 (RFC 1939 section 5)
  wrong_state,                 ///< the operation needs another state of the session or server
  session_lost,                ///< the session, or that of the sequence number, has ended; see connect()
  operation_in_progress,       ///< another operation of this object is running; there can be one at a time
  credentials_missing,         ///< the user name, password or token that the login needs is missing
  plaintext_refused,      ///< the credentials would be sent unencrypted without permission; no operation returns it
  ambiguous_unique_id,    ///< several messages have this unique-id
  mechanism_unavailable,  ///< the server offers none of the permitted authentication mechanisms
  invalid_option,         ///< an option or argument is invalid; see failure::detail()
  invalid_url,            ///< a URL is invalid; for programs that parse URLs, no operation returns it
  space_in_argument,      ///< an argument contains a space, which would end it and begin another
  capability_missing,     ///< the server does not announce what the operation needs, or it was switched off
  invalid_proxy,          ///< the proxy's URL is invalid, or its protocol cannot carry the user name or password
  ticket_missing,         ///< GSSAPI has no Kerberos ticket for the server and cannot get one (RFC 4752)
  client_moved_from,      ///< the client object was moved from; it can only be assigned to or destroyed

  // fault::refused: the server answered -ERR, or the client knew from a listing that it would and sent nothing. The
  // session continues, unless the greeting, the login or QUIT was refused.
  refused = 100,          ///< the server refused the command and gave no reason that has a code of its own
  greeting_refused,       ///< the server greeted with -ERR
  authentication_failed,  ///< the server refused the credentials, or refused the login without a reason
  in_use,                 ///< [IN-USE] (RFC 2449 section 8.1.2)
  login_delay,            ///< [LOGIN-DELAY] (RFC 2449 section 8.1.1)
  temporary_failure,      ///< [SYS/TEMP] or [SYS] (RFC 3206)
  permanent_failure,      ///< [SYS/PERM] (RFC 3206)
  no_such_message,        ///< the sequence number or unique-id is unknown, or the message is marked as deleted
  commit_rejected,        ///< QUIT was answered -ERR: the messages were not removed (RFC 1939 section 6)
  some_not_removed,       ///< QUIT was answered that some of the messages were not removed (RFC 1939 section 6)
  utf8_needed,            ///< [UTF8]: the message can be sent in UTF-8 mode only (RFC 6856 section 5)
  language_unknown,       ///< the server refused LANG (RFC 6856 section 3.2)

  // fault::protocol: the server violated the protocol. The session has ended, unless failure::session_usable() is true
  // because the client knows where the next reply begins.
  malformed_status_line = 200,  ///< a reply begins with neither +OK nor -ERR
  malformed_response,           ///< a line of STAT, LIST, UIDL, CAPA or another reply does not have the required form
  malformed_challenge,          ///< an authentication challenge is malformed; no operation returns it
  line_too_long,                ///< a line exceeds client_limits::line_octets
  too_many_entries,             ///< a listing exceeds client_limits::listing_entries
  unique_id_too_long,           ///< a unique-id exceeds client_limits::unique_id_octets
  unsolicited_data,             ///< octets arrived that belong to no command
  data_before_tls,              ///< data followed the reply to STLS: an attacker may be injecting plaintext
  size_out_of_range,            ///< a number exceeds 2^64-1
  message_truncated,            ///< the message ended before its announced and its listed size
  message_too_large,            ///< the message exceeds kept_message_octets or streamed_message_octets of client_limits
  sasl_exchange_broken,         ///< the server did not follow the authentication mechanism
  too_slow,                     ///< the server sent more slowly than client_limits::minimum_rate
  too_many_capabilities,        ///< CAPA exceeds client_limits::capability_lines
  header_too_large,             ///< a reply to TOP exceeds client_limits::header_octets
  too_many_challenges,          ///< AUTH exceeds client_limits::sasl_rounds
  too_much_hashing,             ///< SCRAM asks for more iterations than client_limits::scram_iterations
  listing_too_large,            ///< LIST, UIDL or LANG exceeds client_limits::listing_octets
  kept_headers_too_large,       ///< the headers of a listing together exceed client_limits::kept_header_octets
  unique_ids_changed,           ///< every message has another unique-id than before; see archive::synchronize()

  // fault::transport: the connection or its encryption failed. The session has ended.
  host_not_found = 300,         ///< the host name has no address
  connection_closed,            ///< the connection was closed by the server, or by something on the way to it
  tls_not_offered,              ///< the server does not announce STLS, or it was switched off
  tls_refused,                  ///< the server answered STLS with -ERR
  tls_not_spoken,               ///< the server sent plaintext in place of a TLS handshake
  tls_version_unsupported,      ///< client and server have no TLS version in common
  tls_handshake_cut,            ///< the connection ended during the TLS handshake
  tls_handshake_failed,         ///< the TLS handshake failed for a reason that has no code of its own
  tls_truncated,                ///< the connection ended within a response, without the TLS close_notify
  client_certificate_required,  ///< the server requires a client certificate, and the options have none
  client_certificate_refused,   ///< the server rejected the client certificate
  certificate_untrusted,        ///< the certificate has no chain to a trusted authority
  certificate_self_signed,      ///< the certificate is self-signed and is not trusted itself
  certificate_expired,          ///< the certificate has expired
  certificate_not_yet_valid,    ///< the certificate is not valid yet
  certificate_wrong_host,       ///< the certificate does not name the host
  certificate_too_weak,         ///< the certificate has a short key or a signature over a broken digest
  certificate_not_pinned,       ///< the certificate is trusted, but no key of its chain is a pinned one
  proxy_unreachable,            ///< no connection to the proxy itself could be made
  proxy_refused,  ///< the proxy refused without a reason that has a code of its own, or closed the connection
  proxy_authentication_required,  ///< the proxy requires credentials, and the options have none
  proxy_authentication_failed,    ///< the proxy rejected the credentials
  proxy_not_allowed,              ///< the proxy's rules forbid the connection: SOCKS5 0x02, HTTP 403
  proxy_network_unreachable,      ///< the proxy cannot reach the server's network: SOCKS5 0x03
  proxy_host_unreachable,         ///< the proxy cannot reach the server: SOCKS5 0x04, HTTP 502 and 504
  proxy_connection_refused,       ///< the server refused the proxy's connection: SOCKS5 0x05
  proxy_hops_exceeded,            ///< the server is too many hops from the proxy: SOCKS5 0x06
  proxy_command_unsupported,      ///< the proxy does not support CONNECT: SOCKS5 0x07, HTTP 405 and 501
  proxy_address_unsupported,      ///< the proxy does not support the address: SOCKS5 0x08, or IPv6 with SOCKS4
  proxy_malformed_reply,          ///< the proxy's reply does not follow its protocol

  // fault::deadline: time ran out, or the caller cancelled the operation. The session has ended, unless the operation
  // had not begun.
  deadline_exceeded = 400,  ///< a timeout of the options expired
  cancelled,                ///< the operation was cancelled

  // fault::expectation: the scenario of a server is wrong, or was not met. For the server library.
  invalid_scenario = 500,  ///< the scenario or a rule is invalid; the detail names file, line and reason
  expectation_failed,      ///< an expectation of the scenario was not met; the detail names each
  script_failed,           ///< a hook raised an error, or another part of the running scenario failed

  // fault::local: a file or library on this machine. The code that opens a file converts the system's error to one of
  // these.
  file_unreadable = 600,    ///< a file cannot be read
  file_unwritable,          ///< a file cannot be written
  mechanism_not_supported,  ///< the mechanism needs GNU SASL or GSS-API, which this build or this machine lacks
  archive_in_use,           ///< another run holds the lock of the archive, or of its mbox
  archive_unusable,         ///< the state of the archive, or its mbox, cannot be used; see failure::detail()
};

/// The classes of error codes: who is at fault, which decides what to do.
enum class fault {
  misuse = 1,   ///< the caller: correct the call
  refused,      ///< the server understood the command and refused it
  protocol,     ///< the server violated the protocol
  transport,    ///< the network, TLS, a proxy, or another error of the operating system or OpenSSL
  deadline,     ///< a timeout, or the caller's cancellation
  local,        ///< this machine: a file, memory, file descriptors, or a missing library
  expectation,  ///< a scenario: it is invalid, or its expectations or scripts failed
};

/// Questions that callers ask across classes: `code == condition::retry_later`.
enum class condition {
  bad_credentials = 1,  ///< errc::authentication_failed; a server that does not send [AUTH] may mean something else
  retry_later,          ///< the server asked the client to wait: [IN-USE], [LOGIN-DELAY], [SYS/TEMP]
  session_lost,  ///< the session has ended: fault::protocol, transport and deadline, session_lost, greeting_refused
};

/// Returns the enumerator's name, such as "in_use". Returns an empty text for a value that is no enumerator.
[[nodiscard]] std::string_view to_string(errc value) noexcept;
/// Returns the enumerator's name, such as "misuse". Returns an empty text for a value that is no enumerator.
[[nodiscard]] std::string_view to_string(fault value) noexcept;

/// Writes the enumerator's own name, such as "in_use", for logs and the messages of failed tests. A value that has no
/// name is written as its number: "errc(999)".
std::ostream& operator<<(std::ostream& out, errc value);
/// Writes the enumerator's own name, such as "refused", or "fault(99)" for a value that has no name.
std::ostream& operator<<(std::ostream& out, fault value);

/// Returns the category of errc values. Its name is "pop3kit", and its message() is an English text for each value.
[[nodiscard]] const boost::system::error_category& error_category() noexcept;
/// Returns the category of fault values. Its name is "pop3kit.fault".
[[nodiscard]] const boost::system::error_category& fault_category() noexcept;
/// Returns the category of condition values. Its name is "pop3kit.condition".
[[nodiscard]] const boost::system::error_category& condition_category() noexcept;
/// Returns the error code with this value in error_category(). Makes the conversion from errc implicit.
[[nodiscard]] boost::system::error_code make_error_code(errc value) noexcept;
/// Returns the error condition with this value in fault_category(). Makes `code == fault::refused` work.
[[nodiscard]] boost::system::error_condition make_error_condition(fault value) noexcept;
/// Returns the error condition with this value in condition_category(). Makes `code == condition::retry_later` work.
[[nodiscard]] boost::system::error_condition make_error_condition(condition value) noexcept;

/// Returns the class of an error code, of any category.
///
/// The class of an errc follows from its value. Of other codes, a cancelled operation is fault::deadline, exhausted
/// memory, buffers or file descriptors are fault::local, and everything else is fault::transport. So do not pass the
/// system's error of a file: convert it to errc::file_unreadable or errc::file_unwritable first.
[[nodiscard]] fault fault_of(const boost::system::error_code& code) noexcept;

}  // namespace pop3kit

template <>
struct boost::system::is_error_code_enum<pop3kit::errc> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<pop3kit::fault> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<pop3kit::condition> : std::true_type {};
