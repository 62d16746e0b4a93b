#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/watch.hpp"
#include "scenario/expectation.hpp"

/// How verdicts are put into words.
namespace pop3kit::serving {

/// Of what came near or went wrong, this many are told.
inline constexpr std::size_t most_examples = 5;

/// "once", "3 times".
[[nodiscard]] std::string times(std::uint64_t count);
/// "it never came", "it came 3 times".
[[nodiscard]] std::string came(std::uint64_t count);
/// "exactly once", "at most 3 times", "never".
[[nodiscard]] std::string to_text(const count_bounds& bounds);
/// " on connection 2..4", or nothing for all.
[[nodiscard]] std::string to_text(const std::optional<ordinal_range>& connections);
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view between);
/// "DELE 1", secrets masked.
[[nodiscard]] std::string line_of(const occurrence& what);
/// "DELE 1 on connection 2".
[[nodiscard]] std::string line_and_connection(const occurrence& what);

}  // namespace pop3kit::serving
