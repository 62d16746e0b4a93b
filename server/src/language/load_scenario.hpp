#pragma once

#include <filesystem>
#include <pop3kit/result.hpp>
#include <pop3kit/scenario.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// Returns what is wrong with the folder to which a client of a running server wants paths to be relative. Empty if it
/// is a folder within `home`.
[[nodiscard]] std::string directory_problem(const std::filesystem::path& home, const std::string& directory);

/// Parses a scenario from a client of a running server, as scenario::parse() does. It can name only files within
/// `home`. Paths are relative to `directory`, which is relative to `home` and must be within it as well.
[[nodiscard]] result<scenario> parse_confined(std::string_view text, const std::string& name,
                                              const std::filesystem::path& home,
                                              const std::filesystem::path& directory);

/// Parses rules: the text between the braces of `rules = { ... }`, with the checks of a scenario file. Errors have the
/// form "name:line: what". Rules cannot name files.
[[nodiscard]] result<std::vector<rule>> parse_rules(std::string_view text, const std::string& name, std::uint64_t seed);

}  // namespace pop3kit::serving
