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

}  // namespace

command_error connection_error(const client_arguments& given, const server_url& url, const failure& cause) {
  if (cause.code() == errc::invalid_option && !cause.detail().empty()) {
    return usage_error(with_option_names(cause.detail(), given));
  }
  const std::string line = fmt::format("{}: {}", url.where(), cause.message());
  return {exit_status_of(cause), with_option_names(line, given)};
}

}  // namespace pop3kit::command
