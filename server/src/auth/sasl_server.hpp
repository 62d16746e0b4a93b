#pragma once

#include <memory>
#include <string_view>

#include "auth/gsasl_exchange.hpp"
#include "auth/login_offer.hpp"
#include "auth/sasl_exchange.hpp"

namespace pop3kit::serving {

/// Begins exchanges of GNU SASL's mechanisms and of bearer tokens. The description must outlive this object, and this
/// object must outlive its exchanges.
class sasl_server {
 public:
  explicit sasl_server(const scenario::description& what) : what_(what), offer_(what) {}

  [[nodiscard]] const login_offer& offer() const noexcept { return offer_; }
  /// Begins an exchange. `mechanism` may be in any case. Returns null if it is not offered.
  [[nodiscard]] std::unique_ptr<sasl_exchange> start(std::string_view mechanism, const login_link& link);

 private:
  const scenario::description& what_;
  login_offer offer_;
  gsasl_library library_;
};

}  // namespace pop3kit::serving
