#pragma once

#include <string>
#include <string_view>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// Finds the account that a name stands for: as it is written, or as SASLprep (RFC 4013) makes it, which clients apply
/// to what they send. Null where there is none.
[[nodiscard]] const account* find_account(const scenario::description& what, std::string_view name);

/// Whether `given` is the account's password, as it is written or prepared. Takes the same time for no account at all,
/// which has no password.
[[nodiscard]] bool is_password(const account* owner, std::string_view given);

/// As SASLprep makes it; what it forbids stays as it is.
[[nodiscard]] std::string prepared(const std::string& text);

/// Whether a ticket of this Kerberos principal ("alice@EXAMPLE.ORG") opens the account.
[[nodiscard]] bool admits(const account& owner, std::string_view principal);

/// The account that a bearer token belongs to; null for a token that nobody has. All are looked at.
[[nodiscard]] const account* find_token(const scenario::description& what, std::string_view token);

/// Whether a password or token of some account stands in the text.
[[nodiscard]] bool holds_secret(const scenario::description& what, std::string_view text);

}  // namespace pop3kit::serving
