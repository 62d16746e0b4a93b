#include "control/http_message.hpp"

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "utf8_text.hpp"

namespace pop3kit::serving::control {
namespace {

constexpr std::array<std::string_view, 4> methods{"GET", "PUT", "POST", "DELETE"};

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char first = text.front();
    if (first != '%') {
      out.push_back(first);
      text.remove_prefix(1);
      continue;
    }
    unsigned value = 0;
    const std::string digits(text.substr(1, 2));
    const char* const end = digits.data() + digits.size();
    const auto [stop, code] = std::from_chars(digits.data(), end, value, 16);
    if (digits.size() != 2 || code != std::errc() || stop != end) return std::nullopt;
    out.push_back(static_cast<char>(value));
    text.remove_prefix(3);
  }
  return out;
}

/// What stands before `end`, which is taken away with it.
std::string_view take_until(std::string_view& rest, char end) {
  const std::size_t at = rest.find(end);
  const std::string_view taken = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return taken;
}

bool read_query(std::string_view text, http_target& into) {
  while (!text.empty()) {
    std::string_view value = take_until(text, '&');
    const auto name = decoded(take_until(value, '='));
    const auto meaning = decoded(value);
    if (!name || !meaning || !into.query.emplace(*name, *meaning).second) return false;
  }
  return true;
}

}  // namespace

std::string_view to_string(http_method method) noexcept {
  return methods[static_cast<std::size_t>(method)];
}

http_response http_error(unsigned status, std::string_view message) {
  boost::json::object body;
  body["error"] = valid_utf8(message);
  return http_response(status, boost::json::serialize(body));
}

std::optional<http_target> parse_target(std::string_view target) {
  http_target out;
  std::string_view path = take_until(target, '?');
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  while (!path.empty()) {
    auto segment = decoded(take_until(path, '/'));
    if (!segment || segment->empty()) return std::nullopt;
    out.path.push_back(std::move(*segment));
  }
  if (!read_query(target, out)) return std::nullopt;
  return out;
}

}  // namespace pop3kit::serving::control
