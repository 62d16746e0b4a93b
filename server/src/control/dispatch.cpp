#include "control/route.hpp"

#include <algorithm>

#include "scenario/nearest.hpp"
#include "scenario/units.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving::control {

namespace asio = net::asio;

namespace {

constexpr net::duration longest_wait = std::chrono::minutes(10);

bool is_name(std::string_view segment) noexcept {
  return segment.starts_with('{');
}

bool has_path(const route& at, const std::vector<std::string>& path, std::vector<std::string>& names) {
  std::string_view rest = at.path.substr(1);
  names.clear();
  for (const std::string& segment : path) {
    const std::string_view wanted = rest.substr(0, rest.find('/'));
    if (is_name(wanted))
      names.push_back(segment);
    else if (wanted != segment)
      return false;
    if (wanted.empty()) return false;
    rest.remove_prefix(std::min(wanted.size() + 1, rest.size()));
  }
  return rest.empty();
}

/// HEAD is handled like GET, but its response has no body (RFC 9110 section 9.3.2).
std::string_view method_of_route(std::string_view method) noexcept {
  return method == "HEAD" ? to_string(http_method::get) : method;
}

/// The methods of a path, and the route of the requested method.
struct found_route {
  const route* at = nullptr;
  std::string allow;
};

found_route find_route(std::string_view method, call& request) {
  found_route found;
  for (const route& each : route_table()) {
    std::vector<std::string> names;
    if (!has_path(each, request.target.path, names)) continue;
    found.allow.append(found.allow.empty() ? "" : ", ").append(to_string(each.method));
    if (each.method == http_method::get) found.allow.append(", HEAD");
    if (to_string(each.method) != method_of_route(method)) continue;
    found.at = &each;
    request.names = std::move(names);
  }
  return found;
}

/// Returns what is wrong with the value of a numeric parameter; empty if it is valid.
std::string number_problem(const query_parameter& at, std::string_view value) {
  const auto number = whole_number(value);
  if (number && *number >= at.smallest && *number <= at.largest) return {};
  std::string range = "expected a whole number";
  if (at.largest != UINT64_MAX) {
    range += " from " + std::to_string(at.smallest) + " to " + std::to_string(at.largest);
  } else if (at.smallest > 0) {
    range += " from " + std::to_string(at.smallest) + " on";
  }
  return std::string(at.name).append(": ").append(range).append(", got '").append(value).append("'");
}

/// Returns what is wrong with the query; empty if it is valid.
std::string query_problem(const route& at, const http_target& target) {
  for (const auto& [name, value] : target.query) {
    const auto known = std::ranges::find(at.parameters, name, &query_parameter::name);
    if (known == at.parameters.end()) {
      std::vector<std::string_view> names;
      for (const query_parameter& each : at.parameters) names.push_back(each.name);
      std::string problem = "unknown parameter '";
      problem.append(name).append("'");
      return problem.append(names.empty() ? "; there are none here" : did_you_mean(name, names));
    }
    if (known->type == "integer") {
      if (std::string problem = number_problem(*known, value); !problem.empty()) return problem;
    }
  }
  return {};
}

}  // namespace

std::optional<std::string_view> call::parameter(std::string_view name) const {
  const auto found = target.query.find(name);
  return found == target.query.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::optional<std::uint64_t> call::number(std::string_view name) const {
  const auto text = parameter(name);
  if (!text) return std::nullopt;
  return whole_number(*text);
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  const bool digits =
      !text.empty() && std::ranges::all_of(text, [](char octet) { return octet >= '0' && octet <= '9'; });
  if (!digits || (text.size() > 1 && text.starts_with('0'))) return std::nullopt;
  const auto value = wire::parse_number(text);
  return value.has_value() ? std::optional(*value) : std::nullopt;
}

bool asks_to_wait(const http_request& request) {
  const auto target = parse_target(request.target);
  return target && target->query.contains("wait");
}

asio::awaitable<http_response> dispatch(controlled& server, http_request request) {
  call made;
  made.server = &server;
  auto target = parse_target(request.target);
  if (!target) co_return http_error(400, "malformed request target");
  made.target = std::move(*target);
  made.body = std::move(request.body);
  const found_route found = find_route(request.method, made);
  if (found.allow.empty()) co_return http_error(404, "there is nothing at this path; see /openapi.json");
  if (found.at == nullptr) {
    http_response refused = http_error(405, "this path has " + found.allow);
    refused.allow = found.allow;
    co_return refused;
  }
  if (found.at->takes == content::nothing && !made.body.empty()) co_return http_error(400, "this takes no body");
  if (const std::string problem = query_problem(*found.at, made.target); !problem.empty()) {
    co_return http_error(400, problem);
  }
  if (const auto wait = made.parameter("wait")) {
    const auto limit = parse_duration(*wait);
    if (!limit) co_return http_error(400, "wait: " + limit.error());
    if (*limit > longest_wait) co_return http_error(400, "wait: at most 10m, got '" + std::string(*wait) + "'");
    const net::time_point until = net::later(server.time().now(), *limit);
    std::function<bool()> settled = [&made, at = found.at] { return at->settled(made); };
    const bool in_time = co_await server.current().wait_until(std::move(settled), until);
    static_cast<void>(in_time);
  }
  co_return found.at->handle(made);
}

}  // namespace pop3kit::serving::control
