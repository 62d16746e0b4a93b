#pragma once

#include <filesystem>
#include <pop3kit/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "description.hpp"

namespace pop3kit::serving {

/// Rules as text: what stands between the braces of `rules = { ... }`, checked as a scenario file is. Errors say
/// "name:line: what"; paths are relative to `directory`, and mail that rules deliver is made from `seed`.
[[nodiscard]] result<std::vector<rule>> parse_rules(std::string_view text, const std::string& name,
                                                    const std::filesystem::path& directory, std::uint64_t seed);

}  // namespace pop3kit::serving
