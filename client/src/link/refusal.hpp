#pragma once

#include <pop3kit/failure.hpp>
#include <string_view>

#include "link/dialogue.hpp"

namespace pop3kit::engine {

/// Makes a failure from a -ERR reply. The response code decides first; without a telling one the code is `otherwise`.
/// The session goes on.
[[nodiscard]] failure refusal(const answer& status, errc otherwise = errc::refused);

/// Makes a failure that ended the session during the command `verb`.
[[nodiscard]] failure broken(boost::system::error_code code, wire::verb verb);

/// The server does not announce a capability, or the caller switched it off: nothing was sent. The session goes on.
[[nodiscard]] failure capability_unavailable(std::string_view tag);

/// Returns the words of the reply, with secrets masked.
[[nodiscard]] server_reply reply_of(const answer& status);

}  // namespace pop3kit::engine
