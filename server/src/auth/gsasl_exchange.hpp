#pragma once

#include <memory>
#include <string>

#include "auth/login_offer.hpp"
#include "auth/sasl_exchange.hpp"

struct Gsasl;

namespace pop3kit::serving {

/// Makes exchanges of GNU SASL's mechanisms. It must outlive them.
class gsasl_library {
 public:
  gsasl_library();
  gsasl_library(const gsasl_library&) = delete;
  gsasl_library& operator=(const gsasl_library&) = delete;
  ~gsasl_library();

  /// Makes an exchange of the mechanism, whose name is in upper case. Returns null if GNU SASL is missing or does not
  /// know the mechanism. The description must outlive the exchange.
  [[nodiscard]] std::unique_ptr<sasl_exchange> start(const std::string& mechanism, const scenario::description& what,
                                                     const login_link& link);

 private:
  [[maybe_unused]] ::Gsasl* handle_ = nullptr;
};

}  // namespace pop3kit::serving
