#pragma once

#include <boost/json/object.hpp>
#include <string>

namespace pop3kit::serving::control {

/// The control room's description by OpenAPI 3.1, made from the table that requests are dispatched by.
[[nodiscard]] boost::json::object openapi();

/// The same for people, with a `curl` line for each route: docs/reference/control.md.
[[nodiscard]] std::string control_reference();

}  // namespace pop3kit::serving::control
