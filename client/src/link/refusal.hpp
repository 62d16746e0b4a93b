#pragma once

#include <pop3kit/failure.hpp>
#include <string_view>

#include "link/dialogue.hpp"

namespace pop3kit::engine {

/// Makes a failure from a -ERR reply. The response code determines the error code; if it does not, the error code is
/// `otherwise`. session_usable() is true.
[[nodiscard]] failure refusal(const answer& status, errc otherwise = errc::refused);

/// Makes a failure that ended the session during the command `verb`.
[[nodiscard]] failure broken(boost::system::error_code code, wire::verb verb);

/// Makes the failure for a capability that the server does not announce, or that the options switch off. Nothing was
/// sent, and session_usable() is true.
[[nodiscard]] failure capability_unavailable(std::string_view tag);

/// Returns the words of the reply, with secrets masked.
[[nodiscard]] server_reply reply_of(const answer& status);

}  // namespace pop3kit::engine
