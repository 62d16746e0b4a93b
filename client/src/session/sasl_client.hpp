#pragma once

#include <cstdint>
#include <memory>
#include <pop3kit/client_options.hpp>
#include <string>
#include <string_view>

#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// Facts about the connection that some mechanisms need. Not in base64.
struct sasl_surroundings {
  sasl_surroundings() = default;
  std::string host = "localhost";
  std::uint16_t port = 0;
  std::string tls_exporter;  ///< RFC 9266; empty if `tls_unique` is used, or no channel binding
  std::string tls_unique;    ///< RFC 5929
  std::uint64_t most_iterations = client_limits().scram_iterations;
};

/// The interface of a SASL mechanism on the client's side.
class sasl_mechanism {
 public:
  sasl_mechanism() = default;
  sasl_mechanism(const sasl_mechanism&) = delete;
  sasl_mechanism& operator=(const sasl_mechanism&) = delete;
  virtual ~sasl_mechanism() = default;

  [[nodiscard]] virtual outcome<std::string> respond(std::string_view challenge) = 0;
  [[nodiscard]] virtual bool finished() const noexcept = 0;
  /// Returns what the server said about a refusal within the exchange.
  [[nodiscard]] virtual std::string explanation() const { return {}; }
};

/// The client's side of one SASL exchange (RFC 4422). GNU SASL implements the mechanisms, except those for bearer
/// tokens.
///
/// Challenges and responses are in base64, as in POP3. Copies share the exchange.
class sasl_client {
 public:
  /// Begins an exchange. Fails with errc::mechanism_unavailable if the mechanism is unknown, and with
  /// errc::mechanism_not_supported if its library is missing.
  [[nodiscard]] static outcome<sasl_client> start(const std::string& mechanism, const credentials& who,
                                                  const sasl_surroundings& around = sasl_surroundings());

  /// Returns the response to a challenge. An empty challenge asks for the initial response.
  ///
  /// Errors: errc::sasl_exchange_broken if the challenge is invalid, or the exchange has already ended;
  /// errc::authentication_failed if the challenge reports a refusal; errc::ticket_missing if GSSAPI has no ticket;
  /// errc::mechanism_unavailable if the mechanism cannot begin for another reason; errc::too_much_hashing. The first
  /// call for GSSAPI blocks while it asks a KDC.
  [[nodiscard]] outcome<std::string> respond(std::string_view challenge) { return held_->respond(challenge); }
  /// Returns true if the client's part is complete, and the server has proved its identity if the mechanism requires
  /// it.
  [[nodiscard]] bool finished() const noexcept { return held_->finished(); }
  [[nodiscard]] std::string explanation() const { return held_ ? held_->explanation() : std::string(); }
  /// Releases the exchange, because another thread may still use a copy. Only explanation() may be called afterwards.
  void leave() noexcept { held_.reset(); }

 private:
  explicit sasl_client(std::shared_ptr<sasl_mechanism> held) : held_(std::move(held)) {}
  std::shared_ptr<sasl_mechanism> held_;
};

}  // namespace pop3kit::engine
