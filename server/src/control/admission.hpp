#pragma once

#include <optional>
#include <string>

#include "control/http_message.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::serving::control {

/// Which requests are served at all: those that are meant for this server, come from no web page and show the token.
class admission {
 public:
  /// `host` is the address that the control room listens on.
  admission(std::string host, std::string token) : host_(std::move(host)), token_(std::move(token)) {}

  /// The response to a request that is not served.
  [[nodiscard]] std::optional<http_response> refusal(const http_request& head) const;

 private:
  [[nodiscard]] bool is_meant(std::string_view value) const;

  std::string host_;
  std::string token_;
};

/// A secret that cannot be guessed, in characters that need no quoting anywhere.
[[nodiscard]] outcome<std::string> make_token();

}  // namespace pop3kit::serving::control
