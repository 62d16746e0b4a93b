#include "control/dispatch.hpp"

#include <algorithm>

#include "lua/nearest.hpp"
#include "lua/units.hpp"
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

/// The methods that a path has, and the route of the one that is wanted.
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
    if (to_string(each.method) != method) continue;
    found.at = &each;
    request.names = std::move(names);
  }
  return found;
}

/// What is wrong with the query; empty where nothing is.
std::string query_problem(const route& at, const http_target& target) {
  for (const auto& [name, value] : target.query) {
    const auto known = std::ranges::find(at.parameters, name, &query_parameter::name);
    if (known == at.parameters.end()) {
      std::vector<std::string_view> names;
      for (const query_parameter& each : at.parameters) names.push_back(each.name);
      std::string problem = "unknown parameter '";
      problem.append(name).append("'");
      return problem.append(names.empty() ? "; there are none here" : lua::did_you_mean(name, names));
    }
    const bool digits = !value.empty() && value.size() < 20 &&
                        std::ranges::all_of(value, [](char octet) { return octet >= '0' && octet <= '9'; });
    if (known->type != "integer" || digits) continue;
    std::string problem = name;
    return problem.append(": expected a whole number, got '").append(value).append("'");
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
  const auto value = wire::parse_number(*text);
  return value.has_value() ? std::optional(*value) : std::nullopt;
}

asio::awaitable<http_response> dispatch(controlled& server, http_request request) {
  call made;
  made.server = &server;
  auto target = parse_target(request.target);
  if (!target) co_return http_error(400, "malformed request target");
  made.target = std::move(*target);
  made.body = std::move(request.body);
  // A page in somebody's browser must not steer a server that it guessed the port of.
  if (request.from_a_page) co_return http_error(403, "requests from web pages are not served");
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
    const auto limit = lua::parse_duration(*wait);
    if (!limit) co_return http_error(400, "wait: " + limit.error());
    const net::time_point until = net::later(server.time().now(), std::min(*limit, longest_wait));
    std::function<bool()> settled = [&made, at = found.at] { return at->settled(made); };
    const bool in_time = co_await server.current().wait_until(std::move(settled), until);
    static_cast<void>(in_time);
  }
  co_return found.at->handle(made);
}

}  // namespace pop3kit::serving::control
