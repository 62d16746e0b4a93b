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

/// Sending commands without waiting for the replies before (RFC 2449 section 6.6).
enum class pipelining {
  /// If the server announces it. The client measures what it gains, and goes on with one command at a time if that is
  /// faster: some servers announce PIPELINING and delay the replies to commands that are sent ahead.
  automatic,
  off,  ///< one command at a time
};

/// Whether a session is in UTF-8 mode (RFC 6856 section 2.1): header fields, addresses and status texts may be UTF-8
/// then. Without it, a server answers [UTF8] for messages that it cannot send otherwise: errc::utf8_needed.
enum class utf8_mode {
  off,
  automatic,  ///< where the server announces it and agrees
  required,   ///< errc::capability_missing, or the refusal, where it does not
};

/// Several connections to one maildrop, for operations over many messages. The first connection's listing is the truth;
/// the others find each message by its unique-id, so that numbers which differ between sessions cannot mix messages up.
/// Without unique-ids, or with duplicated ones, there is one connection. Connections that are refused or lost hand
/// their share to the others, and the operation succeeds as long as the first one lives.
enum class multi_connection {
  disable,  ///< one connection
  /// connections_quantity from 20 messages on, but no more than one for every 4 messages; each gets a first share
  /// unless it is refused or late.
  enable,
  automatic,  ///< as many as pay off, found out on the way; connections_quantity at most
};

/// What an operation over many messages does when its first connection is lost: connects again, finds what is missing
/// by its unique-id, and goes on. Marks of deleted messages are lost with the session: then every later operation is
/// errc::session_lost until connect(). Without unique-ids, or with ambiguous ones, nothing is resumed.
struct reconnection {
  reconnection() = default;
  std::size_t attempts = 0;  ///< in a row, no message coming between them; 0: the loss ends the operation
  std::chrono::nanoseconds first_wait = std::chrono::seconds{1};  ///< before the second attempt; doubled for each next
  std::chrono::nanoseconds longest_wait = std::chrono::seconds{30};
};

/// What a hostile or broken server may cost. Every limit has an error of its own; what goes beyond one ends the
/// session.
struct client_limits {
  client_limits() = default;
  std::size_t line_octets = 8192;           ///< a status, listing or capability line: errc::line_too_long; 5 at least
  std::size_t listing_entries = 1'000'000;  ///< lines of one LIST, UIDL or LANG: errc::too_many_entries
  /// Octets of one LIST, UIDL or LANG, line ends included: errc::listing_too_large.
  std::uint64_t listing_octets = 128U << 20;
  std::size_t capability_lines = 256;  ///< errc::too_many_capabilities
  /// Octets of one unique-id: errc::unique_id_too_long. RFC 1939 section 7 allows a server 70, and many send more. Only
  /// `line_octets` and `listing_octets` bound it unless asked for.
  std::size_t unique_id_octets = std::numeric_limits<std::size_t>::max();
  std::uint64_t kept_message_octets = 1ULL << 30;  ///< a message held in memory: errc::message_too_large
  /// A message handed to a sink, file or stream: errc::message_too_large.
  std::uint64_t streamed_message_octets = std::numeric_limits<std::uint64_t>::max();
  std::size_t header_octets = 16U << 20;  ///< a TOP response: errc::header_too_large
  /// All headers of one list_messages() together, as sent: errc::kept_headers_too_large. get_message_headers() with a
  /// handler keeps only those of which it is not certain yet where they end, 32 at the most.
  std::uint64_t kept_header_octets = 1ULL << 30;
  std::size_t sasl_rounds = 16;  ///< challenges in one login by AUTH: errc::too_many_challenges
  /// Rounds of hashing that SCRAM is asked for: errc::too_much_hashing. The client computes them at each login, so
  /// they are what a server can cost it in processor time. RFC 7677 section 4 asks servers for at least 4096.
  std::uint64_t scram_iterations = 1'000'000;
  /// Octets a second while a message or a listing streams, over each `rate_window` of waiting for the server:
  /// errc::too_slow. The caller's own time, in a sink for instance, does not count. 0: none but what
  /// `client_options::timeout` asks for, 64 KiB in each.
  std::uint64_t minimum_rate = 0;
  std::chrono::nanoseconds rate_window = std::chrono::seconds{10};
};

/// What a server said it can do, before the login and after it; see async_client::get_known_capabilities().
struct known_capabilities {
  known_capabilities(capabilities before, capabilities after)
      : before_login(std::move(before)), after_login(std::move(after)) {}
  capabilities before_login;  ///< under TLS, where there is TLS
  capabilities after_login;
};

/// Everything about a client that is decided before it connects. Values that make no sense (no host, no time, a time
/// below 0, an empty name) are errc::invalid_option at the first operation, before anything is sent; the failure's
/// detail names the option.
struct client_options {
  client_options() = default;
  client_options(std::string server_host, std::uint16_t server_port, credentials who,
                 security how = security::automatic)
      : host(std::move(server_host)), port(server_port), login(std::move(who)), protection(how) {}

  /// A name or an address; what the certificate must name. An IPv6 address may stand in brackets. A name beyond ASCII
  /// (UTF-8) is looked up, and compared with the certificate, as its A-labels (UTS 46, nontransitional):
  /// "bücher.example" as "xn--bcher-kva.example".
  std::string host;
  std::uint16_t port = 0;  ///< 0: 995 for implicit TLS, else 110
  credentials login;
  security protection = security::automatic;
  tls_options tls;
  std::optional<proxy_options> proxy;  ///< on the way to the server; see parse_proxy()
  /// The address of this machine that connections to the server, or to the proxy, come from: "192.0.2.7" or
  /// "2001:db8::7". Only addresses of the same family are tried then. Empty: the system chooses.
  std::string local_address;
  /// Bounds connecting and logging in as one, every reply as one, and each 64 KiB of a message.
  std::chrono::nanoseconds timeout = std::chrono::seconds{60};
  pipelining pipeline = pipelining::automatic;
  /// The most connections that an operation over many messages may hold. 0: ten for `automatic`, else one.
  std::size_t connections_quantity = 0;
  multi_connection multi = multi_connection::disable;
  /// Capabilities that count as not announced, in any case: "PIPELINING", "STLS", "UIDL", or "SASL NTLM" for one
  /// parameter of several. What is named here is not sent either, UIDL and TOP included, which are tried otherwise
  /// where CAPA forgets them. If an operation cannot do without one, it is errc::capability_missing;
  /// errc::tls_not_offered for STLS, errc::mechanism_unavailable if no mechanism is left. "CAPA" is never asked.
  std::vector<std::string> switched_off;
  utf8_mode utf8 = utf8_mode::off;
  /// While the caller pauses for so long, NOOP is sent, and again after as long: RFC 1939 section 3 lets servers end a
  /// session that idles for ten minutes. 0: never. For `async_client` alone, whose executor must run meanwhile and has
  /// work as long as the session is up; a `client` runs nothing between two calls, see client::pause(). A response
  /// under way leaves no room for a NOOP: a sink or receiver that holds up its caller for long may still lose the
  /// session.
  std::chrono::nanoseconds keep_alive{};
  reconnection reconnect;
  /// What an earlier client's get_known_capabilities() gave, of the same server and with the same `protection`. Logging
  /// in asks for nothing then, and where PIPELINING is among it (RFC 2449 section 6.6), USER and PASS leave in one
  /// write: PASS is sent then even to a server that refuses USER. AUTH waits for its reply all the same, for what
  /// follows it may be taken for a response. Where it proves wrong, by a mechanism that is gone or a connection that is
  /// lost over the login, the client connects once more and asks. A server that swallows what is sent ahead is
  /// errc::deadline_exceeded once; after that it gets one command at a time.
  std::optional<known_capabilities> remembered;
  client_limits limits;
  trace_sink trace;           ///< hears every command and status line; secrets are masked
  bool trace_bodies = false;  ///< and what multi-line responses hold: listings, and the mail itself
};

}  // namespace pop3kit
