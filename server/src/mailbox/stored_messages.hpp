#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mailbox/message_set.hpp"

namespace pop3kit::serving {

/// Makes a set of messages in memory, shared by all sessions that read them. `messages` are served unchanged.
[[nodiscard]] message_set_ptr make_stored_messages(std::vector<std::string> messages);

/// Converts the text of a file or a Lua string to the line ends of a maildrop. Each LF without CR becomes CRLF, and the
/// last line gets a line end. A single CR stays.
[[nodiscard]] std::string with_crlf(std::string_view text);

}  // namespace pop3kit::serving
