#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pop3kit::serving {

/// The candidate that somebody who typed `word` most likely meant: the fewest letters inserted, left out, changed or
/// swapped, case apart. Nothing where all are too far.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> candidates);

/// The rest of an error's sentence: "; did you mean 'password'?", or all candidates where none is near.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace pop3kit::serving
