#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "control/controlled.hpp"
#include "control/http_message.hpp"

namespace pop3kit::serving::control {

/// A request with its route.
struct call {
  call() = default;
  controlled* server = nullptr;
  http_target target;
  std::vector<std::string> names;  ///< the values of the {names} in the path, in their order
  std::string body;

  /// Returns nothing if the parameter was left out.
  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
  /// Returns a parameter that dispatch() has verified to be a whole number.
  [[nodiscard]] std::optional<std::uint64_t> number(std::string_view name) const;
};

struct query_parameter {
  std::string_view name;
  std::string_view type;  ///< a type of JSON Schema
  std::string_view summary;
  std::uint64_t smallest = 0;  ///< for an integer
  std::uint64_t largest = UINT64_MAX;
};

/// The largest page of the journal or of a mailbox.
inline constexpr std::uint64_t most_on_a_page = 100'000;

/// Parses a decimal number without sign or leading zeros.
[[nodiscard]] std::optional<std::uint64_t> whole_number(std::string_view text);

/// What the body of a request contains.
enum class content : std::uint8_t { nothing, scenario, message, rules };

/// One row for each kind of request. Dispatch, OpenAPI and the reference all read this table.
struct route {
  http_method method;
  std::string_view path;  ///< "/sessions/{connection}"
  std::string_view summary;
  content takes;
  std::span<const query_parameter> parameters;
  unsigned status;           ///< of success
  std::string_view example;  ///< of a response
  http_response (*handle)(call& request);
  /// For routes with the parameter `wait`: returns true if the response needs no further wait. Null: the route never
  /// waits.
  bool (*settled)(const call& request);
};

[[nodiscard]] std::span<const route> route_table() noexcept;

/// The handlers, by subject.
http_response get_health(call& request);
http_response get_scenario(call& request);
http_response put_scenario(call& request);
http_response post_reset(call& request);
http_response post_reload(call& request);
http_response post_shutdown(call& request);
http_response get_openapi(call& request);
http_response get_journal(call& request);
http_response get_verdict(call& request);
http_response get_sessions(call& request);
http_response delete_sessions(call& request);
http_response delete_session(call& request);
http_response get_mailbox(call& request);
http_response post_message(call& request);
http_response delete_message(call& request);
http_response get_rules(call& request);
http_response post_rules(call& request);
http_response put_rule(call& request);
http_response delete_rules(call& request);
http_response delete_rule(call& request);
http_response get_holds(call& request);
http_response post_release(call& request);
bool journal_settled(const call& request);
bool verdict_settled(const call& request);

/// Finds the route, checks all parameters, waits if the request asks for that, and returns the response. No request
/// makes it throw.
[[nodiscard]] net::asio::awaitable<http_response> dispatch(controlled& server, http_request request);

/// Returns true if the response to this request may have to wait for an event.
[[nodiscard]] bool asks_to_wait(const http_request& request);

/// Returns the OpenAPI 3.1 description of the control room, made from the table of routes.
[[nodiscard]] boost::json::object openapi();

/// Returns the reference in docs/reference/control.md, with a `curl` line for each route.
[[nodiscard]] std::string control_reference();

}  // namespace pop3kit::serving::control
