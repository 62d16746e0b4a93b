#include "control/http_message.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address_v6.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "text/ascii.hpp"
#include "text/hexadecimal.hpp"
#include "text/utf8.hpp"

namespace pop3kit::serving::control {
namespace {

constexpr std::array<std::string_view, 4> methods{"GET", "PUT", "POST", "DELETE"};

/// Removes the text up to and including `end`, and returns it without `end`.
std::string_view take_until(std::string_view& rest, char end) {
  const std::size_t at = rest.find(end);
  const std::string_view taken = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return taken;
}

bool read_query(std::string_view text, http_target& into) {
  while (!text.empty()) {
    std::string_view value = take_until(text, '&');
    const auto name = text::percent_decoded(take_until(value, '='));
    const auto meaning = text::percent_decoded(value);
    if (!name || !meaning || !into.query.emplace(*name, *meaning).second) return false;
  }
  return true;
}

/// `*DIGIT`, which may be empty (RFC 3986 section 3.2.3).
bool is_port(std::string_view text) {
  constexpr unsigned highest = 65535;
  unsigned value = 0;
  for (const char octet : text) {
    if (!text::is_digit(octet)) return false;
    value = value * 10 + static_cast<unsigned>(octet - '0');
    if (value > highest) return false;
  }
  return true;
}

/// `reg-name`, which includes IPv4 addresses. Percent-encoded octets are refused, because names of servers have none.
bool is_reg_name(std::string_view text) {
  static constexpr std::string_view marks = "-._~!$&'()*+,;=";
  return std::ranges::all_of(text, [](char octet) {
    return text::is_letter(octet) || text::is_digit(octet) || marks.find(octet) != std::string_view::npos;
  });
}

/// Refuses a zone, because it has a meaning only on the client's machine.
bool is_ipv6(std::string_view text) {
  boost::system::error_code code;
  static_cast<void>(boost::asio::ip::make_address_v6(std::string(text), code));
  return !code && text.find_first_of(std::string_view("%\0", 2)) == std::string_view::npos;
}

}  // namespace

std::optional<host_field> parse_host(std::string_view field) {
  host_field out;
  if (field.starts_with('[')) {
    const std::size_t close = field.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    out.host = field.substr(1, close - 1);
    out.is_ipv6 = true;
    if (!is_ipv6(out.host)) return std::nullopt;
    field.remove_prefix(close + 1);
  } else {
    out.host = field.substr(0, field.find(':'));
    if (!is_reg_name(out.host)) return std::nullopt;
    field.remove_prefix(out.host.size());
  }
  if (!field.empty() && (field.front() != ':' || !is_port(field.substr(1)))) return std::nullopt;
  return out;
}

std::string_view to_string(http_method method) noexcept {
  return methods[static_cast<std::size_t>(method)];
}

http_response http_error(unsigned status, std::string_view message) {
  boost::json::object body;
  body["error"] = text::repaired(message);
  return http_response(status, boost::json::serialize(body));
}

std::optional<http_target> parse_target(std::string_view target) {
  http_target out;
  std::string_view path = take_until(target, '?');
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  while (!path.empty()) {
    auto segment = text::percent_decoded(take_until(path, '/'));
    if (!segment || segment->empty()) return std::nullopt;
    out.path.push_back(std::move(*segment));
  }
  if (!read_query(target, out)) return std::nullopt;
  return out;
}

}  // namespace pop3kit::serving::control
