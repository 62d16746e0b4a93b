#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <pop3kit/client_options.hpp>
#include <pop3kit/failure.hpp>
#include <string>

#include "arguments/server_url.hpp"
#include "console/command_error.hpp"

namespace pop3kit::command {

/// The arguments of every command that uses a client, as they were written.
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

/// Converts the arguments to options of the library, and asks for the password if necessary. Throws command_error: 2 if
/// the arguments are invalid, 8 if a file cannot be read. Sends nothing.
[[nodiscard]] client_options to_client_options(const client_arguments& given, const server_url& url);

/// Converts "500ms", "30s", "2m" or "1h"; a number alone means seconds. Throws command_error (2), which names `option`.
[[nodiscard]] std::chrono::nanoseconds parse_time_span(const std::string& text, const std::string& option);

/// Returns the error for a server that could not be used. Names of the library's options are replaced by those of the
/// command line. An option that cannot be used is a usage error.
[[nodiscard]] command_error connection_error(const client_arguments& given, const server_url& url,
                                             const failure& cause);

}  // namespace pop3kit::command
