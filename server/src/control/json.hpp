#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <pop3kit/journal.hpp>
#include <pop3kit/server_report.hpp>
#include <string>

#include "control/controlled.hpp"

/// The data of the control room's responses, as JSON.
namespace pop3kit::serving::control {

[[nodiscard]] boost::json::value port_or_null(std::optional<std::uint16_t> port);
[[nodiscard]] boost::json::value text_or_null(const std::string& text);
[[nodiscard]] boost::json::object to_object(const server_report& report);
[[nodiscard]] boost::json::object to_object(const session_facts& facts);
/// Returns a short description of the scenario that is played.
[[nodiscard]] boost::json::object summary_of(controlled& server);
/// Returns JSON with line ends and indentation, for people.
[[nodiscard]] std::string indented(const boost::json::value& what);

}  // namespace pop3kit::serving::control
