#pragma once

#include <pop3kit/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// Rules as text: what stands between the braces of `rules = { ... }`, checked as a scenario file is. Errors say
/// "name:line: what". Rules name no files.
[[nodiscard]] result<std::vector<rule>> parse_rules(std::string_view text, const std::string& name, std::uint64_t seed);

}  // namespace pop3kit::serving
