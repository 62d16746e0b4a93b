#include "session/environment.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <optional>
#include <string>
#include <utility>

#include "net/proxy/proxy_negotiation.hpp"
#include "session/host_name.hpp"
#include "session/login_plan.hpp"
#include "session/sasl_client.hpp"
#include "text/ascii.hpp"
#include "text/base64.hpp"

namespace pop3kit::engine {

namespace {

constexpr std::uint16_t plain_port = 110;
constexpr std::uint16_t tls_port = 995;

net::tls_version version_of(tls_minimum minimum) {
  switch (minimum) {
    case tls_minimum::tls1_3:
      return net::tls_version::tls1_3;
    case tls_minimum::tls1_1_unsafe:
      return net::tls_version::tls1_1;
    case tls_minimum::tls1_0_unsafe:
      return net::tls_version::tls1_0;
    default:
      return net::tls_version::tls1_2;
  }
}

secret_mask secrets_of(const client_options& options) {
  const credentials& who = options.login;
  secret_mask mask;
  for (const std::string* each : {&who.password, &who.token}) {
    mask.add(*each);
    mask.add(text::to_base64(*each));
  }
  std::string plain = who.authorization_id;
  plain.append(1, '\0').append(who.user).append(1, '\0').append(who.password);
  mask.add(text::to_base64(plain));
  if (options.proxy && !options.proxy->password.empty()) {
    mask.add(options.proxy->password);
    mask.add(text::to_base64(options.proxy->user + ":" + options.proxy->password));
  }
  return mask;
}

bool is_digest_octet(char octet) {
  constexpr std::string_view others = "+/=-_.~";
  return text::is_letter(octet) || (octet >= '0' && octet <= '9') || others.find(octet) != others.npos;
}

/// Adds the long words of a response to the mask: hexadecimal digests, proofs in base64, tokens.
void add_long_words(secret_mask& mask, std::string_view text) {
  constexpr std::size_t shortest = 24;
  std::string word;
  for (const char octet : text) {
    // The names in "p=..." and "response=..." are not part of the secret.
    const bool names = octet == '=' && word.size() < shortest;
    if (is_digest_octet(octet) && !names) {
      word.push_back(octet);
      continue;
    }
    if (word.size() >= shortest) mask.add_passing(word);
    word.clear();
  }
  if (word.size() >= shortest) mask.add_passing(std::move(word));
}

bool is_printable_name(const std::string& name) {
  return !name.empty() && std::ranges::none_of(name, text::is_control);
}

bool is_local_address(const std::string& given) {
  boost::system::error_code no_address;
  if (!given.empty()) static_cast<void>(asio::ip::make_address(given, no_address));
  return !no_address;
}

bool has_certificate(const tls_options& tls) noexcept {
  return !tls.certificate_file.empty() || !tls.certificate_pem.empty();
}

/// Returns what is wrong with the options for the client's certificate. Empty if nothing is.
std::string nonsensical_identity(const tls_options& tls) {
  if (!tls.certificate_file.empty() && !tls.certificate_pem.empty()) {
    return "tls.certificate_pem is given beside tls.certificate_file";
  }
  if (!tls.private_key_file.empty() && !tls.private_key_pem.empty()) {
    return "tls.private_key_pem is given beside tls.private_key_file";
  }
  if (!has_certificate(tls) && !tls.private_key_file.empty()) {
    return "tls.private_key_file is given without tls.certificate_file";
  }
  if (!has_certificate(tls) && !tls.private_key_pem.empty()) {
    return "tls.private_key_pem is given without tls.certificate_pem";
  }
  const bool has_key = !tls.private_key_file.empty() || !tls.private_key_pem.empty();
  if (!has_key && !tls.private_key_passphrase.empty()) return "tls.private_key_passphrase is given without a key";
  if (has_certificate(tls) && !has_key) {
    return "tls has a certificate without a key; set tls.private_key_pem or tls.private_key_file";
  }
  return {};
}

/// Returns the first invalid option and what is wrong with it. Empty if all options are valid.
std::string nonsensical_option(const client_options& options) {
  constexpr net::duration none = net::duration::zero();
  constexpr std::size_t shortest_line = 5;  // "+OK" and its line end
  const client_limits& limits = options.limits;
  if (!is_printable_name(options.host) || options.host.find(' ') != std::string::npos) return "host is no name";
  if (!to_wire_host(options.host)) return "host is no domain name that UTS 46 allows";
  if (options.proxy && !to_wire_host(options.proxy->host)) return "proxy.host is no domain name that UTS 46 allows";
  if (options.timeout <= none) return "timeout is not above 0";
  if (options.keep_alive < none) return "keep_alive is below 0";
  if (options.reconnect.first_wait < none) return "reconnect.first_wait is below 0";
  if (options.reconnect.longest_wait < none) return "reconnect.longest_wait is below 0";
  if (limits.rate_window < none) return "limits.rate_window is below 0";
  if (limits.minimum_rate != 0 && limits.rate_window == none) return "limits.rate_window is 0 with a minimum_rate";
  if (limits.line_octets < shortest_line) return "limits.line_octets has no room for a reply";
  if (!std::ranges::all_of(options.switched_off, is_printable_name)) return "switched_off holds an empty name";
  if (!is_local_address(options.local_address)) return "local_address is no address";
  if (options.login.provider && options.login.async_provider) {
    return "login.async_provider is given beside login.provider";
  }
  return nonsensical_identity(options.tls);
}

}  // namespace

environment::environment(asio::any_io_executor executor, client_options settings, connector connect, net::clock& time)
    : executor_(std::move(executor)),
      options_(std::move(settings)),
      connect_(std::move(connect)),
      time_(time),
      made_(time.now()),
      host_(to_wire_host(options_.host).value_or(options_.host)),
      secrets_(secrets_of(options_)) {}

void environment::hide(std::string_view secret) {
  // A short response, such as a user name, is not a secret, and masking it would hide too much of the server's texts.
  constexpr std::size_t shortest = 16;
  if (secret.size() < shortest) return;
  const std::optional<std::string> decoded = text::from_base64(secret);
  add_long_words(secrets_, secret);
  if (decoded) add_long_words(secrets_, *decoded);
  secrets_.add_passing(std::string(secret));
}

result<> environment::check() const {
  const std::string wrong = nonsensical_option(options_);
  if (!wrong.empty()) return failure(errc::invalid_option, "client_options::" + wrong);
  if (options_.proxy) {
    const auto talk = net::make_negotiation(*options_.proxy, host_, port());
    if (!talk) return failure(talk.error());
  }
  const outcome<> usable = check_credentials(options_.login, has_client_certificate());
  if (!usable) return failure(usable.error());
  return {};
}

bool environment::has_client_certificate() const noexcept {
  return has_certificate(options_.tls);
}

result<std::shared_ptr<net::tls_context>> environment::tls() {
  if (tls_) return tls_;
  const tls_options& wanted = options_.tls;
  net::tls_client_settings made;
  made.minimum = version_of(wanted.minimum);
  made.verify = wanted.verify;
  made.use_system_trust = wanted.use_system_trust;
  made.ca_file = wanted.ca_file;
  made.ca_pem = wanted.ca_pem;
  made.spki_sha256_pins = wanted.spki_sha256_pins;
  made.certificate_file = wanted.certificate_file;
  made.certificate_pem = wanted.certificate_pem;
  made.private_key_file = wanted.private_key_file;
  made.private_key_pem = wanted.private_key_pem;
  made.private_key_passphrase = wanted.private_key_passphrase;
  std::string trouble;
  outcome<std::shared_ptr<net::tls_context>> context = net::tls_context::make(made, trouble);
  if (!context) {
    failure why(context.error(), trouble.empty() ? trouble : "client_options::" + trouble);
    // Nothing was sent.
    return why.set_session_usable(true);
  }
  tls_ = *context;
  return tls_;
}

tracer environment::make_tracer() {
  trace_settings told;
  told.sink = &options_.trace;
  told.time = &time_;
  told.since = made_;
  told.bodies = options_.trace_bodies;
  return {told, secrets_, ++connections_};
}

connection_settings environment::settings() const noexcept {
  const client_limits& limits = options_.limits;
  return {options_.timeout, limits.line_octets, {limits.minimum_rate, limits.rate_window}};
}

bool environment::switched_off(std::string_view tag) const {
  return std::ranges::any_of(options_.switched_off,
                             [tag](const std::string& each) { return text::equal_ignoring_case(each, tag); });
}

std::uint16_t environment::port() const noexcept {
  if (options_.port != 0) return options_.port;
  return options_.protection == security::implicit ? tls_port : plain_port;
}

bool environment::implicit_tls() const noexcept {
  return options_.protection == security::implicit ||
         (options_.protection == security::automatic && port() == tls_port);
}

bool environment::wants_stls() const noexcept {
  return options_.protection != security::none && !implicit_tls();
}

}  // namespace pop3kit::engine
