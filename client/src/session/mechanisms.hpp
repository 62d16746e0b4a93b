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

/// What proves to a mechanism who the user is.
enum class proof_of : std::uint8_t { password, token, certificate, ticket, nothing };

/// Who speaks first (RFC 4422 section 3).
enum class opener : std::uint8_t { client, server };

/// One row for each way to log in: the only place that knows their properties.
struct mechanism_info {
  std::string_view name;
  login_method method;
  proof_of proof;
  opener first;
  std::uint8_t proof_round;  ///< the client's message, from 1, that first holds the proof or what is made of it
  bool binds_channel;        ///< needs a TLS channel to bind to
  bool carries_other_name;   ///< can ask for another authorization identity
  std::string_view rfc;
};

[[nodiscard]] std::span<const mechanism_info> mechanism_table() noexcept;
/// In any case; null for what is none of ours.
[[nodiscard]] const mechanism_info* find_mechanism(std::string_view name) noexcept;

}  // namespace pop3kit::engine
