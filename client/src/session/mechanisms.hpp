#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace pop3kit::engine {

enum class login_method : std::uint8_t {
  sasl,       ///< AUTH (RFC 5034)
  user_pass,  ///< USER and PASS (RFC 1939 section 7)
  apop,       ///< APOP (RFC 1939 section 7)
};

/// What a mechanism uses to prove the user's identity.
enum class proof_of : std::uint8_t { password, token, certificate, ticket, nothing };

/// Which side sends the first message (RFC 4422 section 3).
enum class opener : std::uint8_t { client, server };

/// The properties of one way to log in. No other code knows them.
struct mechanism_info {
  std::string_view name;
  login_method method;
  proof_of proof;
  opener first;
  std::uint8_t proof_round;  ///< number, from 1, of the client's first message that depends on the secret
  bool binds_channel;        ///< requires channel binding to TLS
  bool carries_other_name;   ///< can send another authorization identity
  std::string_view rfc;
};

[[nodiscard]] std::span<const mechanism_info> mechanism_table() noexcept;
/// Returns the row with this name, in upper or lower case, or null.
[[nodiscard]] const mechanism_info* find_mechanism(std::string_view name) noexcept;

}  // namespace pop3kit::engine
