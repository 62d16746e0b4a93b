#pragma once

#include <string>
#include <string_view>

namespace pop3kit::command {

/// The "From " line that begins a message in an mbox: who sent it and when, in UTC, as its header says.
[[nodiscard]] std::string mbox_envelope(std::string_view header);

}  // namespace pop3kit::command
