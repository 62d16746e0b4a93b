#include "arguments/connection_error.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

namespace pop3kit::command {
namespace {

struct option_name {
  std::string_view library;
  std::string_view command;
};

/// The command reads --ca-file itself, and hands its text over.
constexpr std::array option_names{
    option_name{"client_options::tls.certificate_file", "--certificate"},
    option_name{"client_options::tls.private_key_file", "--private-key"},
    option_name{"client_options::tls.ca_pem", "--ca-file"},
    option_name{"client_options::tls.spki_sha256_pins", "--pin"},
};

std::string with_option_names(std::string text, const client_arguments& given) {
  for (const option_name& each : option_names) {
    const std::size_t at = text.find(each.library);
    if (at == std::string::npos) continue;
    std::string name(each.command);
    if (each.command == "--ca-file") name += fmt::format(" '{}'", given.ca_file);
    text.replace(at, each.library.size(), name);
  }
  return text;
}

/// A server that waits for TLS greets nobody, or refuses STLS for another reason than it has.
bool may_want_implicit_tls(const server_url& url, const failure& cause) {
  return !url.implicit_tls && cause.detail() == "waiting for the greeting";
}

}  // namespace

command_error connection_error(const client_arguments& given, const server_url& url, const failure& cause) {
  if (cause.code() == errc::invalid_option && !cause.detail().empty()) {
    return usage_error(with_option_names(cause.detail(), given));
  }
  std::string line = fmt::format("{}: {}", url.where(), cause.message());
  if (may_want_implicit_tls(url, cause)) {
    line += fmt::format("; if the port is for implicit TLS, write pop3s://{}", url.where());
  }
  return {exit_status_of(cause), with_option_names(line, given)};
}

}  // namespace pop3kit::command
