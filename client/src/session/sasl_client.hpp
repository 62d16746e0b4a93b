#pragma once

#include <cstdint>
#include <memory>
#include <pop3kit/client_options.hpp>
#include <string>
#include <string_view>

#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// What some mechanisms need to know of the connection. Octets, not base64.
struct sasl_surroundings {
  sasl_surroundings() = default;
  std::string host = "localhost";
  std::uint16_t port = 0;
  std::string tls_exporter;  ///< RFC 9266; empty where `tls_unique` is to be used, or nothing is
  std::string tls_unique;    ///< RFC 5929
  std::uint64_t most_iterations = client_limits().scram_iterations;
};

/// A mechanism's own part of a SASL exchange.
class sasl_mechanism {
 public:
  sasl_mechanism() = default;
  sasl_mechanism(const sasl_mechanism&) = delete;
  sasl_mechanism& operator=(const sasl_mechanism&) = delete;
  virtual ~sasl_mechanism() = default;

  [[nodiscard]] virtual outcome<std::string> respond(std::string_view challenge) = 0;
  [[nodiscard]] virtual bool finished() const noexcept = 0;
  /// What the server told of a refusal within the exchange.
  [[nodiscard]] virtual std::string explanation() const { return {}; }
};

/// The client's side of one SASL exchange (RFC 4422): by GNU SASL, bearer tokens by ourselves. Speaks base64 on both
/// sides, as POP3 does. Copies share the exchange.
class sasl_client {
 public:
  /// mechanism_unavailable where neither we nor GNU SASL know it.
  [[nodiscard]] static outcome<sasl_client> start(const std::string& mechanism, const credentials& who,
                                                  const sasl_surroundings& around = sasl_surroundings());

  /// The response to a challenge (empty: the initial response). errc::sasl_exchange_broken for a challenge that cannot
  /// be understood, or one too many; errc::authentication_failed for one that says no; errc::mechanism_unavailable
  /// where the mechanism cannot begin, errc::ticket_missing where that is for want of a ticket; errc::too_much_hashing.
  /// GSSAPI's first one blocks while a KDC is asked.
  [[nodiscard]] outcome<std::string> respond(std::string_view challenge) { return held_->respond(challenge); }
  /// The mechanism has said all it has to say, and the server has proved itself where it must.
  [[nodiscard]] bool finished() const noexcept { return held_->finished(); }
  [[nodiscard]] std::string explanation() const { return held_ ? held_->explanation() : std::string(); }
  /// Leaves the exchange to another copy, which may be at work in another thread. Ask for nothing but `explanation()`.
  void leave() noexcept { held_.reset(); }

 private:
  explicit sasl_client(std::shared_ptr<sasl_mechanism> held) : held_(std::move(held)) {}
  std::shared_ptr<sasl_mechanism> held_;
};

/// Whether unassigned characters may stand in what SASLprep prepares (RFC 4013 section 2.5).
enum class prepare : std::uint8_t { query, stored };
/// SASLprep. errc::invalid_option for text that holds what it forbids, or is no UTF-8.
[[nodiscard]] outcome<std::string> prepared(const std::string& text, prepare how);

}  // namespace pop3kit::engine
