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

/// The most examples of near misses and failures in a verdict.
inline constexpr std::size_t most_examples = 5;

/// Returns "once" or "3 times".
[[nodiscard]] std::string times(std::uint64_t count);
/// Returns "it never came" or "it came 3 times".
[[nodiscard]] std::string came(std::uint64_t count);
/// Returns "exactly once", "at most 3 times" or "never".
[[nodiscard]] std::string to_text(const count_bounds& bounds);
/// Returns " on connection 2..4", or an empty text for all connections.
[[nodiscard]] std::string to_text(const std::optional<ordinal_range>& connections);
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view between);
/// Returns "DELE 1", with secrets masked.
[[nodiscard]] std::string line_of(const occurrence& what);
/// Returns "DELE 1 on connection 2".
[[nodiscard]] std::string line_and_connection(const occurrence& what);

}  // namespace pop3kit::serving
