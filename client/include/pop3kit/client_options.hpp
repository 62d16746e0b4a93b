#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <pop3kit/capabilities.hpp>
#include <pop3kit/credentials.hpp>
#include <pop3kit/proxy.hpp>
#include <pop3kit/security.hpp>
#include <pop3kit/trace.hpp>
#include <string>
#include <utility>
#include <vector>

namespace pop3kit {

/// Whether the client sends commands before the replies to earlier ones have arrived (RFC 2449 section 6.6).
enum class pipelining {
  /// Yes, if the server announces PIPELINING. Some servers announce it and delay the replies to commands that are sent
  /// ahead. So the client measures the speed, and sends one command at a time if that is faster.
  automatic,
  off,  ///< no: one command at a time
};

/// Whether the client logs in in UTF-8 mode (RFC 6856 section 2.1).
///
/// In this mode header fields, addresses and status texts may be UTF-8. Without it, a server answers [UTF8] to a
/// request for a message that it cannot send otherwise; the operation then fails with errc::utf8_needed.
enum class utf8_mode {
  off,        ///< no
  automatic,  ///< if the server announces UTF8 and accepts the command
  required,   ///< yes; otherwise the login fails with errc::capability_missing or the server's refusal
};

/// Whether operations on many messages use several connections to one maildrop.
///
/// The listing of the first connection defines the messages. Each other connection verifies each message by its
/// unique-id, because sequence numbers may differ between sessions. If the server has no unique-ids, or the same one
/// for several messages, the client uses one connection. If a connection is refused or lost, the others fetch its
/// messages; the operation fails only if the first connection fails.
enum class multi_connection {
  disable,  ///< one connection
  /// client_options::connections_quantity connections for 20 messages or more, but at most one for every 4 messages.
  /// Each connection gets a first share of the messages, unless it is refused or logs in too late.
  enable,
  /// The client measures the speed and adds connections while they help, up to client_options::connections_quantity.
  automatic,
};

/// Whether an operation on many messages reconnects after its first connection was lost.
///
/// The client logs in again, finds the missing messages by their unique-ids, and goes on. Without unique-ids, or with
/// ambiguous ones, it does not resume. Deletion marks are lost with the session: if there were any, every later
/// operation fails with errc::session_lost until connect().
struct reconnection {
  /// Makes options that do not reconnect.
  reconnection() = default;
  std::size_t attempts = 0;  ///< maximum number of attempts in a row without a message in between; 0: do not reconnect
  std::chrono::nanoseconds first_wait = std::chrono::seconds{1};     ///< before the second attempt; doubled each time
  std::chrono::nanoseconds longest_wait = std::chrono::seconds{30};  ///< maximum time between two attempts
};

/// Limits on what a hostile or broken server can cost. If the server exceeds a limit, the operation fails with the
/// error named at that limit, and the session ends.
struct client_limits {
  /// Makes the default limits.
  client_limits() = default;
  std::size_t line_octets = 8192;  ///< length of a status, listing or capability line, at least 5: errc::line_too_long
  std::size_t listing_entries = 1'000'000;    ///< lines of one LIST, UIDL or LANG: errc::too_many_entries
  std::uint64_t listing_octets = 128U << 20;  ///< octets of one LIST, UIDL or LANG: errc::listing_too_large
  std::size_t capability_lines = 256;         ///< lines of one CAPA: errc::too_many_capabilities
  /// Octets of one unique-id: errc::unique_id_too_long. RFC 1939 section 7 allows 70, but many servers send more, so by
  /// default only `line_octets` and `listing_octets` limit it.
  std::size_t unique_id_octets = std::numeric_limits<std::size_t>::max();
  std::uint64_t kept_message_octets = 1ULL << 30;  ///< octets of a message held in memory: errc::message_too_large
  /// Octets of a message that goes to a sink, file or stream: errc::message_too_large.
  std::uint64_t streamed_message_octets = std::numeric_limits<std::uint64_t>::max();
  std::size_t header_octets = 16U << 20;  ///< octets of one reply to TOP: errc::header_too_large
  /// Octets of all headers of one list_messages() together, as sent: errc::kept_headers_too_large.
  /// get_message_headers() with a handler keeps at most 32 headers: those whose end is not certain yet.
  std::uint64_t kept_header_octets = 1ULL << 30;
  std::size_t sasl_rounds = 16;  ///< challenges in one login by AUTH: errc::too_many_challenges
  /// Iterations of the hash function that SCRAM asks for: errc::too_much_hashing. The client computes them at each
  /// login, so they cost processor time. RFC 7677 section 4 asks servers for at least 4096.
  std::uint64_t scram_iterations = 1'000'000;
  /// Minimum speed of a message or listing, in octets per second over each `rate_window`: errc::too_slow. Only the time
  /// counts during which the client waits for the server, and not, for instance, the time that a sink takes. 0: no
  /// minimum except that of `client_options::timeout`, which is 64 KiB in each timeout.
  std::uint64_t minimum_rate = 0;
  std::chrono::nanoseconds rate_window = std::chrono::seconds{10};  ///< the time over which `minimum_rate` is measured
};

/// The capabilities that a server announced before and after a login. See async_client::get_known_capabilities().
struct known_capabilities {
  /// Makes an object from the two announcements.
  known_capabilities(capabilities before, capabilities after)
      : before_login(std::move(before)), after_login(std::move(after)) {}
  capabilities before_login;  ///< announced before the login; with TLS, after the TLS handshake
  capabilities after_login;   ///< announced after the login
};

/// The options of a client, which copies them when it is made.
///
/// The first operation checks them before it sends anything. Invalid values (no host, a timeout of 0, a negative time,
/// an empty name) fail with errc::invalid_option; failure::detail() names the option.
struct client_options {
  /// Makes options without a server and an account. Set `host` and `login` before use.
  client_options() = default;
  /// Makes options for a server and an account. `server_port` 0 means 995 for implicit TLS and 110 otherwise.
  client_options(std::string server_host, std::uint16_t server_port, credentials who,
                 security how = security::automatic)
      : host(std::move(server_host)), port(server_port), login(std::move(who)), protection(how) {}

  /// Host name or address of the server. The certificate must name it.
  ///
  /// An IPv6 address may be in brackets. A name with characters beyond ASCII (UTF-8) is converted to A-labels (UTS 46,
  /// nontransitional) for the look-up and for the certificate: "bücher.example" to "xn--bcher-kva.example".
  std::string host;
  std::uint16_t port = 0;                     ///< port of the server; 0: 995 for implicit TLS, otherwise 110
  credentials login;                          ///< the account and how to log in
  security protection = security::automatic;  ///< how the connection is encrypted
  tls_options tls;                            ///< what the client accepts in TLS, and its own certificate
  std::optional<proxy_options> proxy;         ///< the proxy to connect through, if any; see parse_proxy()
  /// The local address of connections to the server or the proxy, such as "192.0.2.7" or "2001:db8::7". The client then
  /// tries only remote addresses of the same family. Empty: the system chooses.
  std::string local_address;
  /// Maximum time for connecting and logging in together, for each reply, and for each 64 KiB of a message.
  std::chrono::nanoseconds timeout = std::chrono::seconds{60};
  pipelining pipeline = pipelining::automatic;  ///< whether commands are pipelined
  /// Maximum number of connections of an operation on many messages, the first one included. 0: ten for
  /// multi_connection::automatic, otherwise one.
  std::size_t connections_quantity = 0;
  multi_connection multi = multi_connection::disable;  ///< whether operations use several connections
  /// Capabilities that the client does not use, even if the server announces them. Upper and lower case are equal.
  ///
  /// An entry is a tag such as "PIPELINING", "STLS" or "UIDL", or a tag and one of its parameters, such as "SASL NTLM".
  /// The client does not send these commands at all, not even UIDL and TOP, which it otherwise tries if the server does
  /// not announce them. With "CAPA", it does not ask for capabilities. An operation that needs a capability of this
  /// list fails with errc::capability_missing; with errc::tls_not_offered for STLS; and with
  /// errc::mechanism_unavailable if no mechanism is left.
  std::vector<std::string> switched_off;
  utf8_mode utf8 = utf8_mode::off;  ///< whether sessions are in UTF-8 mode
  /// How long the client stays idle between two operations before it sends NOOP. It then repeats NOOP at this interval.
  /// 0: never. RFC 1939 section 3 allows servers to end a session that is idle for ten minutes.
  ///
  /// Only async_client does this, and its executor must run in the meantime. The timer counts as work of the executor
  /// while a session is open. A `client` runs nothing between two calls; see client::pause(). The client cannot send
  /// NOOP during a response, so a sink or receiver that blocks for long may still lose the session.
  std::chrono::nanoseconds keep_alive{};
  reconnection reconnect;  ///< whether operations on many messages reconnect after a loss
  /// The result of get_known_capabilities() of an earlier client, for the same server and the same `protection`.
  ///
  /// The client then does not send CAPA at login. If the server is known to support PIPELINING (RFC 2449 section 6.6),
  /// the client sends USER and PASS together, so PASS is sent even if the server refuses USER. After AUTH the client
  /// waits for the reply in any case, because the server may take what follows for a response.
  ///
  /// The remembered capabilities may be out of date: a mechanism is no longer available, or the connection is lost
  /// during the login. Then the client connects once more and sends CAPA. If a server ignores what was sent ahead, the
  /// first login fails with errc::deadline_exceeded, and later ones send one command at a time.
  std::optional<known_capabilities> remembered;
  client_limits limits;       ///< limits on what the server can cost
  trace_sink trace;           ///< called with every command and status line, secrets masked; may be empty
  bool trace_bodies = false;  ///< whether the trace also contains multi-line responses: listings, and the mail itself
};

}  // namespace pop3kit
