#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wire/outcome.hpp"

namespace pop3kit::wire {

/// A line of a CAPA response: a tag and its parameters (RFC 2449 section 3).
struct capability_line {
  capability_line() = default;
  explicit capability_line(std::string line_tag, std::vector<std::string> line_parameters = {})
      : tag(std::move(line_tag)), parameters(std::move(line_parameters)) {}

  std::string tag;                      ///< upper case
  std::vector<std::string> parameters;  ///< as sent
};

/// Parses a line without its line end. Spaces and tabs separate words. Errors: malformed_response for a blank line or
/// other control characters.
[[nodiscard]] outcome<capability_line> parse_capability_line(std::string_view line);

}  // namespace pop3kit::wire
