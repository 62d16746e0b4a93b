#include "session/mechanisms.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace pop3kit::engine {

namespace {

using enum login_method;
using enum proof_of;

// clang-format off
constexpr std::array table{
  //             name                  method     proof        first           round binds  other  rfc
  mechanism_info{"OAUTHBEARER",        sasl,      token,       opener::client, 1,    false, true,  "RFC 7628"},
  mechanism_info{"XOAUTH2",            sasl,      token,       opener::client, 1,    false, true,  "Google's"},
  mechanism_info{"SCRAM-SHA-256-PLUS", sasl,      password,    opener::client, 2,    true,  true,  "RFC 7677"},
  mechanism_info{"SCRAM-SHA-1-PLUS",   sasl,      password,    opener::client, 2,    true,  true,  "RFC 5802"},
  mechanism_info{"SCRAM-SHA-256",      sasl,      password,    opener::client, 2,    false, true,  "RFC 7677"},
  mechanism_info{"SCRAM-SHA-1",        sasl,      password,    opener::client, 2,    false, true,  "RFC 5802"},
  mechanism_info{"PLAIN",              sasl,      password,    opener::client, 1,    false, true,  "RFC 4616"},
  mechanism_info{"LOGIN",              sasl,      password,    opener::server, 2,    false, false, "none"},
  mechanism_info{"USER",               user_pass, password,    opener::client, 2,    false, false, "RFC 1939 section 7"},
  mechanism_info{"CRAM-MD5",           sasl,      password,    opener::server, 1,    false, false, "RFC 2195"},
  mechanism_info{"DIGEST-MD5",         sasl,      password,    opener::server, 1,    false, true,  "RFC 2831"},
  mechanism_info{"NTLM",               sasl,      password,    opener::client, 2,    false, false, "Microsoft's"},
  mechanism_info{"APOP",               apop,      password,    opener::client, 1,    false, false, "RFC 1939 section 7"},
  mechanism_info{"EXTERNAL",           sasl,      certificate, opener::client, 1,    false, true,  "RFC 4422 appendix A"},
  mechanism_info{"GSSAPI",             sasl,      ticket,      opener::client, 1,    false, true,  "RFC 4752"},
  mechanism_info{"ANONYMOUS",          sasl,      nothing,     opener::client, 1,    false, false, "RFC 4505"},
};
// clang-format on

}  // namespace

std::span<const mechanism_info> mechanism_table() noexcept {
  return table;
}

const mechanism_info* find_mechanism(std::string_view name) noexcept {
  const auto* const row =
      std::ranges::find_if(table, [name](const auto& each) { return text::equal_ignoring_case(each.name, name); });
  return row == table.end() ? nullptr : row;
}

}  // namespace pop3kit::engine
