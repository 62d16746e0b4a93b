#pragma once

#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>
#include <string_view>
#include <type_traits>

namespace pop3kit {

/// What went wrong. Operating system and OpenSSL errors travel in their own categories; everything that only a mail
/// reader can tell is here. Each value belongs to one `fault`, and compares equal to it: `code == fault::protocol`.
enum class errc {
  // fault::misuse: the caller's. The session is as it was; if the mistake showed while logging in, there is none.
  line_break_in_argument = 1,  ///< CR, LF or NUL in an argument would end the command and begin another
  argument_too_long,           ///< the command would pass 255 octets (RFC 2449 section 4), tokens excepted
  empty_argument,
  invalid_sequence_number,  ///< sequence numbers begin at 1 (RFC 1939 section 5)
  wrong_state,              ///< the operation needs another session state
  session_lost,             ///< the session ended before; fails again until connect()
  operation_in_progress,    ///< one operation at a time on one client
  credentials_missing,
  plaintext_refused,      ///< credentials would travel in the clear and nobody allowed it
  ambiguous_unique_id,    ///< several messages carry this unique-id
  mechanism_unavailable,  ///< none of the permitted authentication mechanisms is offered
  invalid_option,
  invalid_url,
  space_in_argument,   ///< a space would end this argument and begin another
  capability_missing,  ///< the server does not announce what the operation needs, or it was switched off
  invalid_proxy,       ///< a proxy's URL, or a user name or password that its protocol cannot carry
  ticket_missing,      ///< GSSAPI has no Kerberos ticket for the server, and gets none (RFC 4752)
  client_moved_from,   ///< the client object was moved from: it can only be assigned to or destroyed

  // fault::refused: the server said -ERR, or the client knew from a listing that it would: then there is no reply. The
  // session lives unless the greeting, the login or QUIT was refused.
  refused = 100,
  greeting_refused,
  authentication_failed,  ///< bad credentials, or no reason given
  in_use,                 ///< [IN-USE] (RFC 2449 section 8.1.2)
  login_delay,            ///< [LOGIN-DELAY] (RFC 2449 section 8.1.1)
  temporary_failure,      ///< [SYS/TEMP] (RFC 3206)
  permanent_failure,      ///< [SYS/PERM] (RFC 3206)
  no_such_message,        ///< unknown sequence number or unique-id, or marked as deleted
  commit_rejected,        ///< QUIT was answered -ERR: the messages were not removed (RFC 1939 section 6)
  some_not_removed,       ///< QUIT was answered that some of the messages were not removed (RFC 1939 section 6)
  utf8_needed,            ///< [UTF8]: the message cannot be sent without UTF-8 mode (RFC 6856 section 5)
  language_unknown,       ///< LANG was answered -ERR (RFC 6856 section 3.2)

  // fault::protocol: the server broke the protocol. The session has ended, unless failure::session_usable() says
  // otherwise: the client may know where the next reply begins.
  malformed_status_line = 200,
  malformed_response,  ///< a STAT, LIST, UIDL or CAPA line that is none
  malformed_challenge,
  line_too_long,
  too_many_entries,
  unique_id_too_long,
  unsolicited_data,   ///< octets that no command asked for
  data_before_tls,    ///< octets behind the STLS reply: somebody injects plaintext
  size_out_of_range,  ///< a number beyond 2^64-1
  message_truncated,  ///< the body ended short of its announced and its listed size
  message_too_large,  ///< beyond the configured limit
  sasl_exchange_broken,
  too_slow,                ///< below the configured minimum rate
  too_many_capabilities,   ///< CAPA has more lines than the limit
  header_too_large,        ///< a TOP response beyond the limit
  too_many_challenges,     ///< AUTH goes on beyond the limit of rounds
  too_much_hashing,        ///< SCRAM asks for more iterations than the limit
  listing_too_large,       ///< LIST, UIDL or LANG has more octets than the limit
  kept_headers_too_large,  ///< the headers of a listing have more octets together than the limit

  // fault::transport: the connection or its security. The session has ended.
  host_not_found = 300,
  connection_closed,
  tls_not_offered,
  tls_refused,
  tls_not_spoken,               ///< plaintext where TLS was expected
  tls_version_unsupported,      ///< no TLS version that both sides accept
  tls_handshake_cut,            ///< the connection ended within the handshake
  tls_handshake_failed,         ///< for a reason of another kind
  tls_truncated,                ///< the stream ended without close_notify inside a response
  client_certificate_required,  ///< the server wants one, and none was given
  client_certificate_refused,   ///< the server does not take the one that was given
  certificate_untrusted,        ///< no chain from it to a trusted authority
  certificate_self_signed,      ///< signed by nobody else, and not trusted itself
  certificate_expired,
  certificate_not_yet_valid,
  certificate_wrong_host,
  certificate_too_weak,           ///< a key too short, or signed over a digest that can be forged
  certificate_not_pinned,         ///< trusted, but none of its chain's keys is a pinned one
  proxy_unreachable,              ///< no connection to the proxy itself
  proxy_refused,                  ///< SOCKS 0x01, SOCKS4 0x5b, an HTTP status of its own
  proxy_authentication_required,  ///< and no credentials were given
  proxy_authentication_failed,
  proxy_not_allowed,          ///< by the proxy's rules: SOCKS 0x02, HTTP 403
  proxy_network_unreachable,  ///< SOCKS 0x03
  proxy_host_unreachable,     ///< SOCKS 0x04, HTTP 502 and 504
  proxy_connection_refused,   ///< by the server that the proxy tried: SOCKS 0x05
  proxy_hops_exceeded,        ///< SOCKS 0x06
  proxy_command_unsupported,  ///< SOCKS 0x07, HTTP 405 and 501
  proxy_address_unsupported,  ///< SOCKS 0x08, or an IPv6 address by SOCKS4
  proxy_malformed_reply,      ///< what the proxy said is not its protocol

  // fault::deadline: time or the caller ended it. The session has ended.
  deadline_exceeded = 400,
  cancelled,

  // fault::expectation: a scenario and what happened differ.
  invalid_scenario = 500,
  expectation_failed,
  script_failed,

  // fault::local: this machine's. Whoever opens a file turns the system's error into one of these.
  file_unreadable = 600,
  file_unwritable,
};

/// Whose fault a failure is; what to do follows from it.
enum class fault {
  misuse = 1,   ///< the caller's: mend the call
  refused,      ///< the server understood and said no
  protocol,     ///< the server broke the protocol
  transport,    ///< network or TLS
  deadline,     ///< out of time, or cancelled
  local,        ///< this machine: a file, memory, descriptors
  expectation,  ///< a scenario's expectation or script
};

/// What callers ask of a failure across faults: `code == condition::retry_later`. Misuse and refusal are faults.
enum class condition {
  bad_credentials = 1,  ///< the server refused user name, password or token; without [AUTH] it may mean anything
  retry_later,          ///< the server asked for patience: [IN-USE], [LOGIN-DELAY], [SYS/TEMP]
  session_lost,         ///< the session has ended: whatever the protocol, the connection, time or the greeting ended
};

/// The enumerator's own name, such as "in_use"; empty for a value that nobody defined.
[[nodiscard]] std::string_view to_string(errc value) noexcept;
[[nodiscard]] std::string_view to_string(fault value) noexcept;

[[nodiscard]] const boost::system::error_category& error_category() noexcept;
[[nodiscard]] const boost::system::error_category& fault_category() noexcept;
[[nodiscard]] const boost::system::error_category& condition_category() noexcept;
[[nodiscard]] boost::system::error_code make_error_code(errc value) noexcept;
[[nodiscard]] boost::system::error_condition make_error_condition(fault value) noexcept;
[[nodiscard]] boost::system::error_condition make_error_condition(condition value) noexcept;

/// The fault of any code: ours by its range; a cancelled operation is `deadline`, exhausted memory, buffers or
/// descriptors `local`, all else of the system and OpenSSL `transport`. For errors of files use file_unreadable.
[[nodiscard]] fault fault_of(const boost::system::error_code& code) noexcept;

}  // namespace pop3kit

template <>
struct boost::system::is_error_code_enum<pop3kit::errc> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<pop3kit::fault> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<pop3kit::condition> : std::true_type {};
