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

/// A request that found its route.
struct call {
  call() = default;
  controlled* server = nullptr;
  http_target target;
  std::vector<std::string> names;  ///< what stood for {names} in the path, in their order
  std::string body;

  /// Nothing where the parameter was left out.
  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
  /// A parameter that dispatch() has found to be a whole number.
  [[nodiscard]] std::optional<std::uint64_t> number(std::string_view name) const;
};

struct query_parameter {
  std::string_view name;
  std::string_view type;  ///< of JSON Schema
  std::string_view summary;
  std::uint64_t smallest = 0;  ///< of an integer
  std::uint64_t largest = UINT64_MAX;
};

/// The largest page of the journal or of a mailbox.
inline constexpr std::uint64_t most_on_a_page = 100'000;

/// A number in decimal digits, as it is written in full: no sign, no leading zeros.
[[nodiscard]] std::optional<std::uint64_t> whole_number(std::string_view text);

/// What a request carries.
enum class content : std::uint8_t { nothing, scenario, message, rules };

/// One row for each thing that can be asked: the only place where dispatch, OpenAPI and the reference learn of it.
struct route {
  http_method method;
  std::string_view path;  ///< "/sessions/{connection}"
  std::string_view summary;
  content takes;
  std::span<const query_parameter> parameters;
  unsigned status;           ///< where all went well
  std::string_view example;  ///< of a response
  http_response (*handle)(call& request);
  /// For routes with the parameter `wait`: whether the answer is worth giving already. Null: no waiting.
  bool (*settled)(const call& request);
};

[[nodiscard]] std::span<const route> route_table() noexcept;

/// The handlers, by what they are about.
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

/// Finds the route, checks every parameter, waits where that was asked for, and answers. Never throws for what a
/// request says.
[[nodiscard]] net::asio::awaitable<http_response> dispatch(controlled& server, http_request request);

/// True if a response to this request may have to wait for something to happen.
[[nodiscard]] bool asks_to_wait(const http_request& request);

/// The control room's description by OpenAPI 3.1, made from the table that requests are dispatched by.
[[nodiscard]] boost::json::object openapi();

/// The same for people, with a `curl` line for each route: docs/reference/control.md.
[[nodiscard]] std::string control_reference();

}  // namespace pop3kit::serving::control
