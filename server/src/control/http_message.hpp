#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::serving::control {

enum class http_method : std::uint8_t { get, put, post, remove };

/// Returns "GET", "DELETE" and so on.
[[nodiscard]] std::string_view to_string(http_method method) noexcept;

/// A request as its handler gets it: decoded and checked.
struct http_request {
  http_request() = default;
  std::string method;  ///< as sent
  std::string target;  ///< as sent, with the query
  std::string body;
  std::string host;           ///< the Host field; empty if there is none
  std::string authorization;  ///< the Authorization field; empty if there is none
  bool from_a_page = false;   ///< a browser sent it for a web page
  bool keep_alive = true;
};

struct http_response {
  http_response() = default;
  http_response(unsigned number, std::string text) : status(number), body(std::move(text)) {}
  unsigned status = 200;
  std::string body;   ///< JSON
  std::string allow;  ///< the methods of the path, if the request used another one
};

/// The contents of a Host field (RFC 9110 section 7.2).
struct host_field {
  std::string_view host;  ///< without the brackets of an IPv6 address
  bool is_ipv6 = false;   ///< it was written in brackets
};

/// Parses `uri-host [ ":" port ]` (RFC 3986 section 3.2.2): a name, an IPv4 address, or an IPv6 address in brackets,
/// and an optional port of at most 65535. Returns nothing for anything else.
[[nodiscard]] std::optional<host_field> parse_host(std::string_view field);

/// {"error": message}
[[nodiscard]] http_response http_error(unsigned status, std::string_view message);

/// The segments of the path and the values of the query, percent-decoded.
struct http_target {
  http_target() = default;
  std::vector<std::string> path;
  std::map<std::string, std::string, std::less<>> query;
};

/// Returns nothing if the target is malformed, or has a query parameter twice.
[[nodiscard]] std::optional<http_target> parse_target(std::string_view target);

}  // namespace pop3kit::serving::control
