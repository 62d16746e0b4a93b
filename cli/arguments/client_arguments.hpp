#pragma once

#include <cstddef>
#include <optional>
#include <pop3kit/client_options.hpp>
#include <string>

#include "arguments/server_url.hpp"

namespace pop3kit::command {

/// What every client operation may be told, as written.
struct client_arguments {
  client_arguments() = default;
  std::string url;
  std::string user;
  std::optional<std::string> password_env;
  std::optional<std::string> password_file;
  std::optional<std::string> token_env;
  std::string mechanism;
  bool plaintext = false;
  std::string ca_file;
  bool insecure = false;
  std::string certificate;
  std::string private_key;
  std::string pin;
  std::string tls_minimum;  ///< empty: not given
  std::string proxy;
  std::optional<std::string> proxy_password_env;
  std::optional<std::size_t> connections;
  std::string multi;  ///< empty: not given
  std::optional<std::size_t> reconnect;
  std::string pipelining;  ///< empty: not given
  std::string timeout;     ///< empty: not given
  std::string trace;
  bool json = false;
  bool quiet = false;
  client_limits limits;  ///< no option sets them
};

/// What they mean to the library. Throws command_error: 2 for arguments that cannot be, 8 for files that cannot be
/// read. Nothing was sent then.
[[nodiscard]] client_options to_client_options(const client_arguments& given, const server_url& url);

}  // namespace pop3kit::command
