#pragma once

#include <optional>
#include <string_view>

namespace pop3kit::wire {

/// The timestamp of a greeting that offers APOP (RFC 1939 section 7), brackets included: the first msg-id of RFC 822 in
/// its text. Nothing for what only looks like one: an attacker who may choose freely what is hashed learns the password
/// octet by octet (CVE-2007-1558), and the messages that this takes are no msg-ids.
[[nodiscard]] std::optional<std::string_view> find_timestamp(std::string_view text) noexcept;

}  // namespace pop3kit::wire
