#pragma once

#include <string>
#include <string_view>

namespace pop3kit::command {

/// The "From " line that begins a message in an mbox: the sender, and the date of the header in UTC. The date is the
/// epoch, 1 January 1970, if the header has none that can be read.
[[nodiscard]] std::string mbox_envelope(std::string_view header);

}  // namespace pop3kit::command
