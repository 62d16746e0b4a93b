#pragma once

#include <string>
#include <string_view>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// Finds an account by name. Compares names as they are written, and as SASLprep (RFC 4013) prepares them, because
/// clients may send prepared names. Returns null if there is no such account.
[[nodiscard]] const account* find_account(const scenario::description& what, std::string_view name);

/// Returns true if `given` is the account's password, as written or prepared. `owner` may be null: the check then
/// fails, and takes as long as for an account.
[[nodiscard]] bool is_password(const account* owner, std::string_view given);

/// Returns the text as SASLprep prepares it. A text that SASLprep forbids stays unchanged. Without GNU
/// SASL, so does a text that is not ASCII.
[[nodiscard]] std::string prepared(const std::string& text);

/// Returns true if a ticket of this Kerberos principal ("alice@EXAMPLE.ORG") may log in to the account.
[[nodiscard]] bool admits(const account& owner, std::string_view principal);

/// Returns the account that has the bearer token, or null. Always compares the token with all of them.
[[nodiscard]] const account* find_token(const scenario::description& what, std::string_view token);

/// Returns true if the text contains a password or token of an account.
[[nodiscard]] bool holds_secret(const scenario::description& what, std::string_view text);

}  // namespace pop3kit::serving
