#include "bench/bench_target.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "arguments/secret.hpp"
#include "arguments/server_url.hpp"
#include "arguments/time_span.hpp"
#include "console/command_error.hpp"
#include "scenario/scenario_file.hpp"

namespace pop3kit::command {
namespace {

bool is_url(const std::string& text) {
  return text.find("://") != std::string::npos;
}

/// The account of the scenarios that come with the command, unless another one is named.
credentials login_of(const client_arguments& given) {
  const bool told = given.password_env || given.password_file;
  return {given.user.empty() ? "alice" : given.user, told ? read_password(given) : "s3cret"};
}

/// Options about the way to a server, or about a login, that mean nothing for a server of this process.
void require_servable(const client_arguments& given) {
  const std::array<std::pair<std::string_view, bool>, 10> useless{{
      {"--auth", !given.mechanism.empty()},
      {"--token-env", given.token_env.has_value()},
      {"--proxy", !given.proxy.empty()},
      {"--proxy-password-env", given.proxy_password_env.has_value()},
      {"--ca-file", !given.ca_file.empty()},
      {"--certificate", !given.certificate.empty()},
      {"--private-key", !given.private_key.empty()},
      {"--pin", !given.pin.empty()},
      {"--tls-minimum", !given.tls_minimum.empty()},
      {"--insecure", given.insecure},
  }};
  for (const auto& [option, is_given] : useless) {
    if (!is_given) continue;
    throw usage_error(
        fmt::format("{} is for a URL, and '{}' is a scenario file; leave it out, or name a server", option, given.url));
  }
}

}  // namespace

bench_target::bench_target(const client_arguments& given) : where_(given.url) {
  if (!is_url(given.url)) {
    serve(given);
    return;
  }
  const server_url url = parse_server_url(given.url);
  options_ = to_client_options(given, url);
  where_ = url.where();
}

void bench_target::serve(const client_arguments& given) {
  require_servable(given);
  server_ = std::make_unique<server>(load_scenario(given.url));
  options_.login = login_of(given);
  if (!given.timeout.empty()) options_.timeout = parse_time_span(given.timeout, "--timeout");
  if (given.pipelining == "off") options_.pipeline = pipelining::off;
  if (const result<> started = server_->start(); !started) {
    throw command_error(exit_status_of(started.error()),
                        fmt::format("{}: cannot serve it: {}", where_, started.error().message()));
  }
  const bool implicit_tls = !given.plaintext && server_->tls_port();
  const std::optional<std::uint16_t> port = implicit_tls ? server_->tls_port() : server_->port();
  if (!port) throw usage_error(fmt::format("{}: has no plain listener; leave out --plaintext", where_));
  options_.host = "127.0.0.1";
  options_.port = *port;
  options_.protection = implicit_tls ? security::implicit : given.plaintext ? security::none : security::stls;
  options_.tls.ca_pem = server_->ca_pem();
}

}  // namespace pop3kit::command
