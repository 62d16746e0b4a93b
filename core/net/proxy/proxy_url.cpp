#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <pop3kit/proxy.hpp>
#include <utility>

#include "text/ascii.hpp"
#include "text/hexadecimal.hpp"

namespace pop3kit {
namespace {

failure wrong(std::string what) {
  return {errc::invalid_proxy, std::move(what)};
}

std::optional<proxy_kind> kind_of(std::string_view scheme) {
  const std::string lower = text::lower_case(scheme);
  if (lower == "socks5" || lower == "socks5h") return proxy_kind::socks5;
  if (lower == "socks4a") return proxy_kind::socks4a;
  if (lower == "http") return proxy_kind::http;
  return std::nullopt;
}

/// Takes everything before the last '@', so that no part of a password gets into the host.
result<> take_credentials(std::string_view& rest, proxy_options& made) {
  const std::size_t at = rest.rfind('@');
  if (at == std::string_view::npos) return {};
  const std::string_view given = rest.substr(0, at);
  rest.remove_prefix(at + 1);
  const std::size_t colon = std::min(given.find(':'), given.size());
  std::optional<std::string> user = text::percent_decoded(given.substr(0, colon));
  std::optional<std::string> password = text::percent_decoded(given.substr(std::min(colon + 1, given.size())));
  if (!user || !password) return wrong("a '%' in the credentials is not followed by two hexadecimal digits");
  if (user->empty()) return wrong("the user name is missing");
  made.user = std::move(*user);
  made.password = std::move(*password);
  return {};
}

result<> take_port(std::string_view rest, proxy_options& made) {
  if (rest.empty() || rest == ":") return {};
  rest.remove_prefix(1);
  const char* const end = std::to_address(rest.end());
  const auto [stopped, fault_code] = std::from_chars(std::to_address(rest.begin()), end, made.port);
  if (fault_code != std::errc() || stopped != end || made.port == 0) return wrong("the port is not one of 1 to 65535");
  return {};
}

result<> take_host(std::string_view rest, proxy_options& made) {
  std::size_t end = std::min(rest.find(':'), rest.size());
  std::string_view host = rest.substr(0, end);
  if (rest.starts_with('[')) {
    end = rest.find(']');
    if (end == std::string_view::npos) return wrong("the ']' behind the IPv6 address is missing");
    host = rest.substr(1, end - 1);
    ++end;
    if (end < rest.size() && rest[end] != ':') return wrong("only :PORT may stand behind the host");
  }
  const auto is_unfit = [](char octet) { return octet <= ' ' || octet == '\x7f' || octet == '/' || octet == '%'; };
  if (host.empty()) return wrong("the host is missing");
  if (std::ranges::any_of(host, is_unfit)) return wrong("the host holds a character that no host name has");
  made.host = host;
  return take_port(rest.substr(end), made);
}

}  // namespace

result<proxy_options> parse_proxy(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  const std::optional<proxy_kind> kind =
      scheme_end == std::string_view::npos ? std::nullopt : kind_of(url.substr(0, scheme_end));
  if (!kind) return wrong("it begins with none of socks5://, socks4a:// and http://");
  proxy_options made;
  made.kind = *kind;
  std::string_view rest = url.substr(scheme_end + 3);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (const result<> taken = take_credentials(rest, made); !taken) return taken.error();
  if (const result<> taken = take_host(rest, made); !taken) return taken.error();
  return made;
}

}  // namespace pop3kit
