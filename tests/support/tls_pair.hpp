#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "net/tls/certificate_authority.hpp"
#include "net/tls/tls.hpp"
#include "support/streams.hpp"

namespace pop3kit::testing {

/// The tests' authority; one for the process, as making keys is what takes time.
inline const net::certificate_authority& test_authority() {
  static const net::certificate_authority authority =
      net::certificate_authority::make("pop3kit test authority", std::chrono::system_clock::now()).value();
  return authority;
}

inline net::tls_server_settings server_settings(const net::certified_key& identity) {
  net::tls_server_settings settings;
  settings.certificate_pem = identity.certificate_pem;
  settings.private_key_pem = identity.private_key_pem;
  return settings;
}

/// A server for localhost, signed by the tests' authority.
inline net::tls_server_settings server_settings() {
  static const net::certified_key identity = test_authority().issue(net::certificate_request()).value();
  return server_settings(identity);
}

/// A client that trusts only the tests' authority.
inline net::tls_client_settings client_settings() {
  net::tls_client_settings settings;
  settings.use_system_trust = false;
  settings.ca_pem = test_authority().certificate_pem();
  return settings;
}

/// Both ends of one handshake.
struct tls_handshake {
  tls_handshake() = default;
  outcome<net::stream_ptr> client = errc::cancelled;
  outcome<net::stream_ptr> server = errc::cancelled;
  net::tls_diagnosis client_diagnosis;
  net::tls_diagnosis server_diagnosis;
};

inline std::unique_ptr<tls_handshake> shake_hands(asio::io_context& context, stream_pair lower,
                                                  const std::shared_ptr<net::tls_context>& client,
                                                  const std::shared_ptr<net::tls_context>& server,
                                                  const std::string& host = "localhost") {
  auto result = std::make_unique<tls_handshake>();
  auto accepting = start(context, net::accept_tls(std::move(lower.second), server, result->server_diagnosis));
  auto connecting = start(context, net::connect_tls(std::move(lower.first), client, host, result->client_diagnosis));
  context.restart();
  while (!(accepting.done() && connecting.done()) && context.run_one() != 0) {
  }
  result->client = connecting.get();
  result->server = accepting.get();
  return result;
}

inline std::unique_ptr<tls_handshake> shake_hands(asio::io_context& context, const net::tls_client_settings& client,
                                                  const net::tls_server_settings& server,
                                                  const std::string& host = "localhost") {
  return shake_hands(context, memory_pair(context), net::tls_context::make(client).value(),
                     net::tls_context::make(server).value(), host);
}

/// TLS over the given pair, both ends content.
inline stream_pair tls_pair(asio::io_context& context, stream_pair lower) {
  static const std::shared_ptr<net::tls_context> client = net::tls_context::make(client_settings()).value();
  static const std::shared_ptr<net::tls_context> server = net::tls_context::make(server_settings()).value();
  const auto done = shake_hands(context, std::move(lower), client, server);
  return {std::move(done->client).value(), std::move(done->server).value()};
}

}  // namespace pop3kit::testing
