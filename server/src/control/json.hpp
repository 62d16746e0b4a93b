#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <pop3kit/journal.hpp>
#include <pop3kit/server_report.hpp>
#include <string>

#include "control/controlled.hpp"

/// What the control room tells, as JSON.
namespace pop3kit::serving::control {

[[nodiscard]] boost::json::value port_or_null(std::optional<std::uint16_t> port);
[[nodiscard]] boost::json::object to_object(const server_report& report);
[[nodiscard]] boost::json::object to_object(const session_facts& facts);
/// What is played, in brief.
[[nodiscard]] boost::json::object summary_of(controlled& server);
/// With line ends and indentation, for people.
[[nodiscard]] std::string indented(const boost::json::value& what);

}  // namespace pop3kit::serving::control
