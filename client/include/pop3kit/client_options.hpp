#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <pop3kit/security.hpp>
#include <pop3kit/trace.hpp>
#include <string>

namespace pop3kit {

/// Who logs in, and with what.
struct credentials {
  credentials() = default;
  credentials(std::string user_name, std::string user_password)
      : user(std::move(user_name)), password(std::move(user_password)) {}
  std::string user;
  std::string password;
  std::string mechanism;  ///< only this one: "PLAIN", "USER"; empty: the best that both sides have
};

enum class pipelining { automatic, off };

/// Several connections to one maildrop, for operations over many messages.
enum class multi_connection { disable, enable, automatic };

/// What a hostile or broken server may cost. Every limit has an error of its own.
struct client_limits {
  client_limits() = default;
  std::size_t line_octets = 8192;                  ///< a status, listing or capability line: errc::line_too_long
  std::size_t listing_entries = 10'000'000;        ///< errc::too_many_entries
  std::size_t capability_lines = 256;              ///< errc::too_many_entries
  std::uint64_t kept_message_octets = 1ULL << 30;  ///< a message held in memory: errc::message_too_large
  std::uint64_t streamed_message_octets = std::numeric_limits<std::uint64_t>::max();
  std::size_t header_octets = 16U << 20;  ///< a TOP response: errc::message_too_large
};

struct client_options {
  client_options() = default;
  client_options(std::string server_host, std::uint16_t server_port, credentials who,
                 security how = security::automatic)
      : host(std::move(server_host)), port(server_port), login(std::move(who)), protection(how) {}

  std::string host;
  std::uint16_t port = 0;  ///< 0: 995 for implicit TLS, else 110
  credentials login;
  security protection = security::automatic;
  tls_options tls;
  /// Bounds connecting and logging in as one, every reply as one, and each 64 KiB of a message.
  std::chrono::nanoseconds timeout = std::chrono::seconds{60};
  pipelining pipeline = pipelining::automatic;
  std::size_t connections_quantity = 1;  ///< the most connections that an operation over many messages may hold
  multi_connection multi = multi_connection::disable;
  client_limits limits;
  trace_sink trace;
};

}  // namespace pop3kit
