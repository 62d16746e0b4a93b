#pragma once

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <string>

#include "console/text.hpp"

namespace pop3kit::command {

/// One value as JSON for standard output, which may be a terminal.
[[nodiscard]] inline std::string json_output(const boost::json::value& value) {
  return printable_json(boost::json::serialize(value));
}

}  // namespace pop3kit::command
