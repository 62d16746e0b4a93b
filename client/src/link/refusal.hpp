#pragma once

#include <pop3kit/failure.hpp>
#include <string_view>

#include "link/dialogue.hpp"

namespace pop3kit::engine {

/// A -ERR reply as a failure. Response codes decide first; without one that says more, it is `otherwise`. The session
/// goes on.
[[nodiscard]] failure refusal(const answer& status, errc otherwise = errc::refused);

/// A failure that ended the session, while `verb` was under way.
[[nodiscard]] failure broken(boost::system::error_code code, wire::verb verb);

/// The server does not announce a capability, or the caller switched it off: nothing was sent. The session goes on.
[[nodiscard]] failure capability_unavailable(std::string_view tag);

/// The reply's words, secrets masked.
[[nodiscard]] server_reply reply_of(const answer& status);

}  // namespace pop3kit::engine
