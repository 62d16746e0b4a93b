#pragma once

#include <string_view>

namespace pop3kit::command {

/// The one line that every status but 0 comes with.
void complain(std::string_view text) noexcept;

/// The same for text that keeps its line ends: a verdict, or the mistakes in a scenario.
void complain_in_full(std::string_view text) noexcept;

/// A line that a success may come with.
void warn(std::string_view text) noexcept;

}  // namespace pop3kit::command
