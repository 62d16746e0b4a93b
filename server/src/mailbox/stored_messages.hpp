#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mailbox/message_set.hpp"

namespace pop3kit::serving {

/// Messages held in memory, shared by every session that reads them. `messages` are served as they are given.
[[nodiscard]] message_set_ptr make_stored_messages(std::vector<std::string> messages);

/// What a file or a Lua string says, as a maildrop holds it: every LF without CR becomes CRLF, and the last line ends.
/// A CR alone stays.
[[nodiscard]] std::string with_crlf(std::string_view text);

}  // namespace pop3kit::serving
