#pragma once

#include <cstdint>
#include <memory>
#include <pop3kit/proxy.hpp>
#include <string>
#include <string_view>

#include "wire/outcome.hpp"

namespace pop3kit::net {

/// Our part of the talk with a proxy, up to where the connection is the server's. Knows no stream.
class proxy_negotiation {
 public:
  struct step {
    step() = default;
    std::size_t consumed = 0;  ///< octets of the input that are dealt with
    std::string send;
    bool done = false;  ///< what is left of the input came from the server
  };

  proxy_negotiation() = default;
  proxy_negotiation(const proxy_negotiation&) = delete;
  proxy_negotiation& operator=(const proxy_negotiation&) = delete;
  virtual ~proxy_negotiation() = default;

  /// What goes out first.
  [[nodiscard]] virtual std::string begin() = 0;
  /// All input that is not dealt with yet. A step that consumes nothing and is not done needs more of it. Errors: the
  /// proxy_* codes.
  [[nodiscard]] virtual outcome<step> receive(std::string_view input) = 0;
  /// What the proxy said, in its own words, where it has any.
  [[nodiscard]] virtual std::string said() const { return {}; }
};

/// The port that was given, or the usual one.
[[nodiscard]] std::uint16_t port_of(const proxy_options& proxy) noexcept;

/// errc::invalid_proxy where this protocol cannot carry these credentials, errc::proxy_address_unsupported where it
/// cannot carry this host.
[[nodiscard]] outcome<std::unique_ptr<proxy_negotiation>> make_negotiation(const proxy_options& proxy,
                                                                           const std::string& host, std::uint16_t port);

}  // namespace pop3kit::net
