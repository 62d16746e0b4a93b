#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pop3kit::serving {

/// Returns the candidate that the author of `word` most likely meant: the one with the fewest insertions, deletions,
/// changes and swaps of letters, ignoring case. Nothing if no candidate is near.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> candidates);

/// The end of an error message: "; did you mean 'password'?", or all candidates if none is near.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace pop3kit::serving
