#include "control/admission.hpp"

#include <unistd.h>

#include <array>
#include <boost/asio/ip/address.hpp>
#include <cerrno>

#include "auth/same_secret.hpp"
#include "text/ascii.hpp"
#include "text/hexadecimal.hpp"

namespace pop3kit::serving::control {
namespace {

bool is_wildcard(const std::string& host) {
  boost::system::error_code code;
  const auto address = boost::asio::ip::make_address(host, code);
  return host.empty() || (!code && address.is_unspecified());
}

std::optional<boost::asio::ip::address> as_address(std::string_view host) {
  boost::system::error_code code;
  const auto address = boost::asio::ip::make_address(std::string(host), code);
  return code ? std::nullopt : std::optional(address);
}

/// Returns true if both are the same name or the same address, which can have several spellings.
bool names_the_same(std::string_view one, std::string_view other) {
  if (text::equal_ignoring_case(one, other)) return true;
  const auto address = as_address(one);
  return address && address == as_address(other);
}

bool shows(std::string_view authorization, std::string_view token) noexcept {
  constexpr std::string_view scheme = "Bearer ";
  if (!text::equal_ignoring_case(authorization.substr(0, scheme.size()), scheme)) return false;
  return same_secret(token, authorization.substr(scheme.size()));
}

/// Returns true for requests that need no token: they only show where the server listens, and that it does.
bool is_public(const http_request& head) noexcept {
  return (head.method == "GET" || head.method == "HEAD") && head.target == "/health";
}

}  // namespace

/// A web page can resolve its own host name to 127.0.0.1 (DNS rebinding). It cannot do that with an address.
bool admission::is_meant(std::string_view value) const {
  const auto field = parse_host(value);
  if (!field) return false;
  for (const std::string_view own : {std::string_view("127.0.0.1"), std::string_view("localhost"),
                                     std::string_view("::1"), std::string_view(host_)}) {
    if (names_the_same(field->host, own)) return true;
  }
  return is_wildcard(host_) && as_address(field->host);
}

std::optional<http_response> admission::refusal(const http_request& head) const {
  if (!is_meant(head.host)) {
    return http_error(421, "this server does not answer for the host '" + head.host +
                               "'; ask for 127.0.0.1, localhost, [::1] or the address that it listens on");
  }
  if (head.from_a_page) return http_error(403, "requests from web pages are not served");
  if (is_public(head) || shows(head.authorization, token_)) return std::nullopt;
  return http_error(401,
                    "this request needs the server's token: send 'Authorization: Bearer TOKEN'; the token is "
                    "'admin_token' in the ready file");
}

outcome<std::string> make_token() {
  std::array<unsigned char, 32> secret{};
  if (::getentropy(secret.data(), secret.size()) != 0) {
    return boost::system::error_code(errno, boost::system::generic_category());
  }
  return text::to_hex({reinterpret_cast<const char*>(secret.data()), secret.size()});
}

}  // namespace pop3kit::serving::control
