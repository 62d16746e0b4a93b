#pragma once

#include <memory>
#include <pop3kit/client_options.hpp>
#include <string>
#include <string_view>

#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// The client's side of one SASL exchange (RFC 4422), by GNU SASL. Speaks base64 on both sides, as POP3 does.
class sasl_client {
 public:
  /// mechanism_unavailable where GNU SASL does not know it.
  [[nodiscard]] static outcome<sasl_client> start(const std::string& mechanism, const credentials& who);

  /// The response to a challenge (empty: the initial response). errc::sasl_exchange_broken for a challenge that cannot
  /// be understood, or one too many.
  [[nodiscard]] outcome<std::string> respond(std::string_view challenge);
  /// The mechanism has said all it has to say.
  [[nodiscard]] bool finished() const noexcept { return finished_; }

 private:
  struct native;
  explicit sasl_client(std::shared_ptr<native> held) : native_(std::move(held)) {}
  std::shared_ptr<native> native_;
  bool finished_ = false;
};

[[nodiscard]] std::string to_base64(std::string_view octets);

}  // namespace pop3kit::engine
