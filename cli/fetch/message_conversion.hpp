#pragma once

#include <pop3kit/mailbox_format.hpp>
#include <string>
#include <string_view>

namespace pop3kit::command {

/// Returns the From line that begins a message in an mbox. It has the sender, and the date of the header in UTC. The
/// date is the epoch, 1 January 1970, if the header has no date that can be read.
[[nodiscard]] std::string mbox_from_line(std::string_view header);

}  // namespace pop3kit::command
