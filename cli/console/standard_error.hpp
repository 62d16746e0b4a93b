#pragma once

#include <string_view>

namespace pop3kit::command {

/// The one line that every status but 0 comes with.
void complain(std::string_view text) noexcept;

/// A line that a success may come with.
void warn(std::string_view text) noexcept;

}  // namespace pop3kit::command
