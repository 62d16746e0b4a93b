#pragma once

#include <cstdint>
#include <memory>
#include <pop3kit/proxy.hpp>
#include <string>
#include <string_view>

#include "wire/outcome.hpp"

namespace pop3kit::net {

/// The client's side of the negotiation with a proxy. After it, the connection leads to the server. Does no I/O.
class proxy_negotiation {
 public:
  struct step {
    step() = default;
    std::size_t consumed = 0;  ///< octets of the input that were used
    std::string send;
    bool done = false;  ///< the negotiation is over; the rest of the input came from the server
  };

  proxy_negotiation() = default;
  proxy_negotiation(const proxy_negotiation&) = delete;
  proxy_negotiation& operator=(const proxy_negotiation&) = delete;
  virtual ~proxy_negotiation() = default;

  /// Returns the first octets to send.
  [[nodiscard]] virtual std::string begin() = 0;
  /// Handles the input that was not used before. A step that uses nothing and is not done needs more input. Errors: the
  /// proxy_* codes.
  [[nodiscard]] virtual outcome<step> receive(std::string_view input) = 0;
  /// Returns the proxy's own text about a refusal. Empty if it sent none.
  [[nodiscard]] virtual std::string said() const { return {}; }
};

/// Returns the port of the options, or the default port of the protocol.
[[nodiscard]] std::uint16_t port_of(const proxy_options& proxy) noexcept;

/// Makes the negotiation for the proxy's protocol. Errors: errc::invalid_proxy if the protocol cannot carry the
/// credentials; errc::proxy_address_unsupported if it cannot carry the host.
[[nodiscard]] outcome<std::unique_ptr<proxy_negotiation>> make_negotiation(const proxy_options& proxy,
                                                                           const std::string& host, std::uint16_t port);

}  // namespace pop3kit::net
