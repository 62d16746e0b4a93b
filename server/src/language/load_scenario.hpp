#pragma once

#include <filesystem>
#include <pop3kit/result.hpp>
#include <pop3kit/scenario.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// What is wrong with the folder that a client of a running server wants paths to be relative to; empty if it is a
/// folder within `home`.
[[nodiscard]] std::string directory_problem(const std::filesystem::path& home, const std::string& directory);

/// As scenario::parse(), for text from a client of a running server: it can only name files within `home`. Paths in it
/// are relative to `directory`, which is relative to `home` and must be within it as well.
[[nodiscard]] result<scenario> parse_confined(std::string_view text, const std::string& name,
                                              const std::filesystem::path& home,
                                              const std::filesystem::path& directory);

/// Rules as text: what stands between the braces of `rules = { ... }`, checked as a scenario file is. Errors say
/// "name:line: what". Rules name no files.
[[nodiscard]] result<std::vector<rule>> parse_rules(std::string_view text, const std::string& name, std::uint64_t seed);

}  // namespace pop3kit::serving
