#include "arguments/client_arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "arguments/secret.hpp"
#include "arguments/time_span.hpp"
#include "console/command_error.hpp"
#include "console/file_text.hpp"

namespace pop3kit::command {
namespace {

security protection_of(const client_arguments& given, const server_url& url) {
  if (given.plaintext && url.implicit_tls) {
    throw usage_error("--plaintext and pop3s:// exclude each other; write pop3:// for a connection without TLS");
  }
  if (given.plaintext) return security::none;
  return url.implicit_tls ? security::implicit : security::stls;
}

/// These prove who the user is by something else than a name and a secret.
bool needs_no_secret(std::string_view mechanism) {
  return mechanism == "EXTERNAL" || mechanism == "ANONYMOUS" || mechanism == "GSSAPI";
}

std::string user_of(const client_arguments& given, const server_url& url, std::string_view mechanism) {
  std::string user = given.user.empty() ? url.user : given.user;
  if (user.empty() && !needs_no_secret(mechanism)) throw usage_error("no user; write pop3://USER@HOST or --user USER");
  if (user.find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos) {
    throw usage_error("the user name holds a line break or NUL, which no login can carry");
  }
  return user;
}

std::string mechanism_of(const client_arguments& given, const server_url& url) {
  if (given.mechanism.empty()) return url.mechanism;
  std::string mechanism = given.mechanism;
  const auto fits = [](char& each) {
    if (each >= 'a' && each <= 'z') each = static_cast<char>(each - 'a' + 'A');
    return (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') || each == '-' || each == '_';
  };
  // RFC 4422 section 3.1
  if (mechanism.size() > 20 || !std::ranges::all_of(mechanism, fits)) {
    throw usage_error(
        fmt::format("--auth '{}': no mechanism is named so; write SCRAM-SHA-256, PLAIN or USER", given.mechanism));
  }
  return mechanism;
}

void set_tls(const client_arguments& given, client_options& options) {
  options.tls.verify = !given.insecure;
  if (given.ca_file.empty()) return;
  // Read here, so that a file that is not there is this machine's fault and shows before anything is sent.
  options.tls.ca_pem = read_file(given.ca_file, "--ca-file");
  if (options.tls.ca_pem.find("-----BEGIN ") == std::string::npos) {
    throw command_error(exit_status::local, fmt::format("--ca-file '{}': holds no PEM certificate", given.ca_file));
  }
}

void check_pem(const std::string& file, const std::string& option, std::string_view label, std::string_view what) {
  if (file.empty()) return;
  const std::string text = read_file(file, option);
  if (text.find(label) != std::string::npos && text.find("-----BEGIN ENCRYPTED ") == std::string::npos) return;
  throw command_error(exit_status::local,
                      fmt::format("{} '{}': holds no {} in PEM, or an encrypted one", option, file, what));
}

/// Read here too, and kept by name: the library reads them once more when it connects.
void check_client_certificate(const client_arguments& given) {
  if (given.certificate.empty() != given.private_key.empty()) {
    throw usage_error("--certificate and --private-key belong together; give both, each a PEM file");
  }
  check_pem(given.certificate, "--certificate", " CERTIFICATE-----", "certificate");
  check_pem(given.private_key, "--private-key", " PRIVATE KEY-----", "private key");
}

/// The base64 of 32 octets, with or without the scheme that curl writes before it.
void check_pin(std::string_view pin) {
  constexpr std::string_view scheme = "sha256//";
  constexpr std::size_t characters = 43;  // and one '='
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string_view digest = pin;
  if (digest.starts_with(scheme)) digest.remove_prefix(scheme.size());
  if (digest.size() == characters + 1 && digest.find_first_not_of(alphabet) == characters && digest.ends_with('=')) {
    return;
  }
  throw usage_error(fmt::format("--pin '{}': write the base64 of a SHA-256, 44 characters that end in '='", pin));
}

void set_identity(const client_arguments& given, client_options& options) {
  check_client_certificate(given);
  options.tls.certificate_file = given.certificate;
  options.tls.private_key_file = given.private_key;
  if (!given.pin.empty()) {
    check_pin(given.pin);
    options.tls.spki_sha256_pins = {given.pin};
  }
  if (given.tls_minimum == "1.3") options.tls.minimum = tls_minimum::tls1_3;
}

void set_proxy(const client_arguments& given, client_options& options) {
  if (given.proxy.empty()) {
    if (given.proxy_password_env) throw usage_error("--proxy-password-env needs --proxy URL");
    return;
  }
  result<proxy_options> proxy = parse_proxy(given.proxy);
  if (!proxy) throw usage_error("--proxy: " + proxy.error().message());
  if (!proxy->password.empty()) {
    throw usage_error(
        "--proxy: a password does not belong in the URL, where other users and the shell's history can see it; use "
        "--proxy-password-env NAME");
  }
  if (given.proxy_password_env) {
    if (proxy->user.empty()) throw usage_error("--proxy: the user is missing; write socks5://USER@HOST:PORT");
    proxy->password = read_variable(*given.proxy_password_env, "--proxy-password-env");
  }
  options.proxy = std::move(*proxy);
}

void set_connections(const client_arguments& given, client_options& options) {
  if (given.multi == "automatic") {
    options.multi = multi_connection::automatic;
    options.connections_quantity = given.connections.value_or(0);
  } else if (given.multi != "disable" && (given.connections || given.multi == "enable")) {
    options.multi = multi_connection::enable;
    options.connections_quantity = given.connections.value_or(1);
  }
}

}  // namespace

client_options to_client_options(const client_arguments& given, const server_url& url) {
  const security protection = protection_of(given, url);
  std::string mechanism = mechanism_of(given, url);
  std::string user = user_of(given, url, mechanism);
  client_options options;
  options.host = url.host;
  options.port = url.port;
  options.protection = protection;
  if (!given.timeout.empty()) options.timeout = parse_time_span(given.timeout, "--timeout");
  if (given.pipelining == "off") options.pipeline = pipelining::off;
  set_connections(given, options);
  options.reconnect.attempts = given.reconnect.value_or(0);
  options.limits = given.limits;
  set_tls(given, options);
  set_identity(given, options);
  set_proxy(given, options);
  // Last, so that nobody types a password for a call that cannot be.
  options.login.user = std::move(user);
  if (given.token_env) {
    options.login.token = read_token(given);
  } else if (!needs_no_secret(mechanism)) {
    options.login.password = read_password(given);
  }
  options.login.mechanism = std::move(mechanism);
  return options;
}

}  // namespace pop3kit::command
