#include "arguments/server_url.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "console/command_error.hpp"

namespace pop3kit::command {
namespace {

std::string upper_case(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(),
                         [](char each) { return each >= 'a' && each <= 'z' ? static_cast<char>(each - 32) : each; });
  return out;
}

command_error url_error(const std::string& what) {
  return usage_error("URL: " + what + "; write pop3://USER@HOST:PORT or pop3s://USER@HOST:PORT");
}

/// -1 if it is not a hexadecimal digit.
int value_of_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

/// RFC 3986 section 2.1. Returns nothing if a '%' is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out += text[at];
      continue;
    }
    if (at + 2 >= text.size()) return std::nullopt;
    const int high = value_of_digit(text[at + 1]);
    const int low = value_of_digit(text[at + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return out;
}

std::string decoded(std::string_view text, const char* part) {
  std::optional<std::string> out = percent_decoded(text);
  if (!out) throw url_error(fmt::format("a '%' in the {} is not followed by two hexadecimal digits", part));
  if (out->find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos) {
    throw url_error(fmt::format("a line break or NUL in the {}", part));
  }
  return std::move(*out);
}

/// Returns whether the scheme means TLS from the first octet.
bool take_scheme(std::string_view& rest) {
  const std::size_t end = rest.find("://");
  const std::string scheme = end == std::string_view::npos ? std::string{} : upper_case(rest.substr(0, end));
  if (scheme != "POP3" && scheme != "POP3S") throw url_error("it does not begin with pop3:// or pop3s://");
  rest.remove_prefix(end + 3);
  return scheme == "POP3S";
}

/// RFC 2384 section 3: "*" leaves the choice to the client, "+APOP" names APOP.
std::string parse_mechanism(std::string_view parameter) {
  const std::size_t equals = parameter.find('=');
  if (equals == std::string_view::npos || upper_case(parameter.substr(0, equals)) != "AUTH") {
    throw url_error("only ;AUTH=MECHANISM may follow the user");
  }
  std::string mechanism = upper_case(decoded(parameter.substr(equals + 1), "mechanism"));
  if (mechanism == "*") return {};
  if (mechanism.starts_with('+')) mechanism.erase(0, 1);
  if (mechanism.empty()) throw url_error("the mechanism after ;AUTH= is missing");
  return mechanism;
}

void take_user(std::string_view& rest, server_url& url) {
  const std::size_t at = rest.rfind('@');
  if (at == std::string_view::npos) return;
  std::string_view user = rest.substr(0, at);
  rest.remove_prefix(at + 1);
  if (user.find(':') != std::string_view::npos) {
    throw usage_error(
        "URL: it must not contain a password, because other users and the shell's history can see it; use "
        "--password-env or --password-file");
  }
  if (const std::size_t semicolon = user.find(';'); semicolon != std::string_view::npos) {
    url.mechanism = parse_mechanism(user.substr(semicolon + 1));
    user = user.substr(0, semicolon);
  }
  if (user.empty() && url.mechanism.empty()) throw url_error("the user before the '@' is missing");
  url.user = decoded(user, "user");
}

void take_port(std::string_view rest, server_url& url) {
  url.port = url.implicit_tls ? 995 : 110;
  if (rest.empty()) return;
  if (rest.front() != ':') throw url_error("only :PORT may follow the host");
  rest.remove_prefix(1);
  if (rest.empty()) return;
  const char* const begin = std::to_address(rest.begin());
  const char* const end = std::to_address(rest.end());
  const auto [stopped, fault_code] = std::from_chars(begin, end, url.port);
  if (fault_code != std::errc{} || stopped != end || url.port == 0)
    throw url_error("the port is not a number from 1 to 65535");
}

/// Takes an IPv6 literal (RFC 3986 section 3.2.2), with its zone (RFC 6874) if there is one. Returns what follows it.
std::string_view take_literal(std::string_view rest, server_url& url) {
  const std::size_t close = rest.find(']');
  if (close == std::string_view::npos) throw url_error("the ']' after the IPv6 address is missing");
  url.host = decoded(rest.substr(1, close - 1), "host");
  in6_addr address{};
  if (::inet_pton(AF_INET6, url.host.substr(0, url.host.find('%')).c_str(), &address) != 1) {
    throw url_error("there is no IPv6 address between '[' and ']'");
  }
  return rest.substr(close + 1);
}

std::string_view take_name(std::string_view rest, server_url& url) {
  const std::size_t colon = rest.find(':');
  url.host = decoded(rest.substr(0, colon), "host");
  if (url.host.empty()) throw url_error("the host is missing");
  const auto is_unfit = [](char each) {
    return (each >= 0 && each <= ' ') || each == '\x7F' ||
           std::string_view{"\"#%/:<>?@[\\]^`{|}"}.find(each) != std::string_view::npos;
  };
  if (std::ranges::any_of(url.host, is_unfit))
    throw url_error("the host contains a character that is not allowed in host names");
  return colon == std::string_view::npos ? std::string_view{} : rest.substr(colon);
}

}  // namespace

std::string server_url::where() const {
  return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port) : fmt::format("[{}]:{}", host, port);
}

server_url parse_server_url(std::string_view text) {
  server_url url;
  std::string_view rest = text;
  url.implicit_tls = take_scheme(rest);
  take_user(rest, url);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.find_first_of("/?#") != std::string_view::npos) {
    throw url_error("unexpected text after the host and port; name messages after the URL");
  }
  const bool literal = rest.starts_with('[');
  take_port(literal ? take_literal(rest, url) : take_name(rest, url), url);
  return url;
}

}  // namespace pop3kit::command
