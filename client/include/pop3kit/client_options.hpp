#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <pop3kit/credentials.hpp>
#include <pop3kit/proxy.hpp>
#include <pop3kit/security.hpp>
#include <pop3kit/trace.hpp>
#include <string>

namespace pop3kit {

/// Sending commands without waiting for the replies before (RFC 2449 section 6.6).
enum class pipelining {
  automatic,  ///< where the server announces it
  off,        ///< one command at a time
};

/// Several connections to one maildrop, for operations over many messages. The first connection's listing is the truth;
/// the others find each message by its unique-id, so that numbers which differ between sessions cannot mix messages up.
/// Without unique-ids, or with duplicated ones, there is one connection. Connections that are refused or lost hand
/// their share to the others, and the operation succeeds as long as the first one lives.
enum class multi_connection {
  disable,    ///< one connection
  enable,     ///< up to connections_quantity, from 20 messages on
  automatic,  ///< as many as pay off; at present always one, which is never slower than one
};

/// What a hostile or broken server may cost. Every limit has an error of its own.
struct client_limits {
  client_limits() = default;
  std::size_t line_octets = 8192;                  ///< a status, listing or capability line: errc::line_too_long
  std::size_t listing_entries = 10'000'000;        ///< errc::too_many_entries
  std::size_t capability_lines = 256;              ///< errc::too_many_entries
  std::uint64_t kept_message_octets = 1ULL << 30;  ///< a message held in memory: errc::message_too_large
  /// A message handed to a sink, file or stream: errc::message_too_large.
  std::uint64_t streamed_message_octets = std::numeric_limits<std::uint64_t>::max();
  std::size_t header_octets = 16U << 20;  ///< a TOP response: errc::message_too_large
  std::size_t sasl_rounds = 16;           ///< challenges in one login by AUTH: errc::sasl_exchange_broken
  /// Rounds of hashing that SCRAM is asked for, about a second's worth: errc::sasl_exchange_broken.
  std::uint64_t scram_iterations = 1'000'000;
};

/// Everything about a client that is decided before it connects. Values that make no sense (no host, no time) are
/// errc::invalid_option at the first operation, before anything is sent.
struct client_options {
  client_options() = default;
  client_options(std::string server_host, std::uint16_t server_port, credentials who,
                 security how = security::automatic)
      : host(std::move(server_host)), port(server_port), login(std::move(who)), protection(how) {}

  std::string host;        ///< a name or an address; what the certificate must name
  std::uint16_t port = 0;  ///< 0: 995 for implicit TLS, else 110
  credentials login;
  security protection = security::automatic;
  tls_options tls;
  std::optional<proxy_options> proxy;  ///< on the way to the server; see parse_proxy()
  /// Bounds connecting and logging in as one, every reply as one, and each 64 KiB of a message.
  std::chrono::nanoseconds timeout = std::chrono::seconds{60};
  pipelining pipeline = pipelining::automatic;
  std::size_t connections_quantity = 1;  ///< the most connections that an operation over many messages may hold
  multi_connection multi = multi_connection::disable;
  client_limits limits;
  trace_sink trace;  ///< hears every command and status line; secrets are masked
};

}  // namespace pop3kit
