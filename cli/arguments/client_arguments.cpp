#include "arguments/client_arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

#include "arguments/read_secret.hpp"
#include "console/option_files.hpp"

namespace pop3kit::command {
namespace {

security protection_of(const client_arguments& given, const server_url& url) {
  if (given.plaintext && url.implicit_tls) {
    throw usage_error("--plaintext and pop3s:// exclude each other; write pop3:// for a connection without TLS");
  }
  if (given.plaintext) return security::none;
  return url.implicit_tls ? security::implicit : security::stls;
}

/// These mechanisms do not use a name and a secret.
bool needs_no_secret(std::string_view mechanism) {
  return mechanism == "EXTERNAL" || mechanism == "ANONYMOUS" || mechanism == "GSSAPI";
}

std::string user_of(const client_arguments& given, const server_url& url, std::string_view mechanism) {
  std::string user = given.user.empty() ? url.user : given.user;
  if (user.empty() && !needs_no_secret(mechanism)) throw usage_error("no user; write pop3://USER@HOST or --user USER");
  if (user.find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos) {
    throw usage_error("the user name contains a line break or NUL, which no login can transmit");
  }
  return user;
}

/// In upper case; empty for any.
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
        fmt::format("--auth '{}': unknown mechanism; write SCRAM-SHA-256, PLAIN or USER", given.mechanism));
  }
  return mechanism;
}

void set_tls(const client_arguments& given, client_options& options) {
  options.tls.verify = !given.insecure;
  if (given.ca_file.empty()) return;
  // Read here, so that a missing file is an error of this machine, and is reported before anything is sent.
  options.tls.ca_pem = read_option_file(given.ca_file, "--ca-file");
  if (options.tls.ca_pem.find("-----BEGIN ") == std::string::npos) {
    throw command_error(exit_status::local, fmt::format("--ca-file '{}': holds no PEM certificate", given.ca_file));
  }
}

void check_pem(const std::string& file, const std::string& option, std::string_view label, std::string_view what) {
  if (file.empty()) return;
  const std::string text = read_option_file(file, option);
  if (text.find(label) != std::string::npos && text.find("-----BEGIN ENCRYPTED ") == std::string::npos) return;
  throw command_error(exit_status::local,
                      fmt::format("{} '{}': holds no {} in PEM, or an encrypted one", option, file, what));
}

/// Reads both files for the same reason. The library gets their names, and reads them again when it connects.
void check_client_certificate(const client_arguments& given) {
  if (given.certificate.empty() != given.private_key.empty()) {
    throw usage_error("--certificate and --private-key need each other; give both, each a PEM file");
  }
  check_pem(given.certificate, "--certificate", " CERTIFICATE-----", "certificate");
  check_pem(given.private_key, "--private-key", " PRIVATE KEY-----", "private key");
}

/// A pin is the base64 of 32 octets. It may begin with the scheme that curl writes.
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
        "--proxy: the URL must not contain a password, because other users and the shell's history can see "
        "it; use --proxy-password-env NAME");
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

struct option_name {
  std::string_view library;
  std::string_view command;
};

/// The command reads --ca-file itself, and gives its text to the library.
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

/// A server that waits for TLS from the first octet sends no greeting.
bool may_want_implicit_tls(const server_url& url, const failure& cause) {
  return !url.implicit_tls && cause.detail() == "waiting for the greeting";
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
  // Last, so that nobody types a password before other arguments turn out to be invalid.
  options.login.user = std::move(user);
  if (given.token_env) {
    options.login.token = read_token(given);
  } else if (!needs_no_secret(mechanism)) {
    options.login.password = read_password(given);
  }
  options.login.mechanism = std::move(mechanism);
  return options;
}

std::chrono::nanoseconds parse_time_span(const std::string& text, const std::string& option) {
  using std::chrono::nanoseconds;
  static const std::map<std::string_view, nanoseconds> units{
      {"ms", std::chrono::milliseconds{1}}, {"s", std::chrono::seconds{1}},   {"", std::chrono::seconds{1}},
      {"m", std::chrono::minutes{1}},       {"min", std::chrono::minutes{1}}, {"h", std::chrono::hours{1}}};
  const auto wrong = [&] {
    return usage_error(fmt::format("{} '{}': not a time above 0; write it as 500ms, 30s, 2m or 1h", option, text));
  };
  constexpr nanoseconds longest = std::chrono::hours{24 * 365};
  std::uint32_t count = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, fault_code] = std::from_chars(text.data(), end, count);
  if (fault_code != std::errc{} || count == 0) throw wrong();
  const auto unit = units.find(std::string_view{stopped, static_cast<std::size_t>(end - stopped)});
  if (unit == units.end()) throw wrong();
  if (count > longest / unit->second) throw usage_error(fmt::format("{} '{}': more than a year", option, text));
  return unit->second * count;
}

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
