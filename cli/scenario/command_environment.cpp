#include "scenario/command_environment.hpp"

#include <fmt/format.h>

#include <boost/asio/ip/address.hpp>
#include <optional>
#include <string_view>

namespace pop3kit::command {
namespace {

/// Clients cannot connect to "every address of this machine" on every system, and no certificate names it.
std::string connectable(const std::string& host) {
  boost::system::error_code is_name;
  const auto address = boost::asio::ip::make_address(host, is_name);
  if (is_name || !address.is_unspecified()) return host;
  return address.is_v6() ? "::1" : "127.0.0.1";
}

variable port_variable(std::string_view name, std::optional<std::uint16_t> port) {
  variable made{std::string(name), std::nullopt};
  if (port) made.value = std::to_string(*port);
  return made;
}

}  // namespace

std::string bracketed(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

std::vector<variable> command_environment(const serve_arguments& given, const server& listening,
                                          const std::string& ca_file) {
  std::vector<variable> made{
      {"POP3KIT_HOST", connectable(given.host)},
      port_variable("POP3KIT_PORT", listening.port()),
      port_variable("POP3KIT_TLS_PORT", listening.tls_port()),
      {"POP3KIT_CA_FILE", ca_file},
  };
  const std::string admin_host = bracketed(connectable(given.admin_host));
  made.push_back({"POP3KIT_ADMIN_URL", fmt::format("http://{}:{}", admin_host, listening.admin_port().value())});
  made.push_back({"POP3KIT_ADMIN_TOKEN", listening.admin_token()});
  return made;
}

}  // namespace pop3kit::command
