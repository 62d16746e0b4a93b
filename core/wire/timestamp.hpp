#pragma once

#include <optional>
#include <string_view>

namespace pop3kit::wire {

/// Returns the timestamp of a greeting that offers APOP (RFC 1939 section 7), with its brackets: the first msg-id of
/// RFC 822 in the text. Returns nothing for text that only looks like one: an attacker who can choose the hashed text
/// freely learns the password octet by octet (CVE-2007-1558), and the texts for this attack are not msg-ids.
[[nodiscard]] std::optional<std::string_view> find_timestamp(std::string_view text) noexcept;

}  // namespace pop3kit::wire
