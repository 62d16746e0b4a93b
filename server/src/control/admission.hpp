#pragma once

#include <optional>
#include <string>

#include "control/http_message.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::serving::control {

/// Decides which requests are served: those that are meant for this server, do not come from a web page, and have the
/// token.
class admission {
 public:
  /// `host` is the address that the control room listens on.
  admission(std::string host, std::string token) : host_(std::move(host)), token_(std::move(token)) {}

  /// Returns the response to a request that must not be served. Nothing if it may be served.
  [[nodiscard]] std::optional<http_response> refusal(const http_request& head) const;

 private:
  [[nodiscard]] bool is_meant(std::string_view value) const;

  std::string host_;
  std::string token_;
};

/// Makes a secret that cannot be guessed, of characters that never need quoting.
[[nodiscard]] outcome<std::string> make_token();

}  // namespace pop3kit::serving::control
