#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>
#include <utility>

namespace pop3kit {

/// Whether the client sends the first response of a SASL mechanism in the line of AUTH (RFC 5034 section 4).
enum class initial_response {
  automatic,  ///< yes, if the line has at most 255 octets; otherwise the response follows when the server asks for it
  always,     ///< yes, whatever its length: for servers that require a long token in one line
  never,      ///< no: the response follows when the server asks for it
};

/// A function that returns an OAuth 2.0 access token.
///
/// The client calls it at login with `refused` false, unless `credentials::token` is set. If the server rejects the
/// token, the client calls it once more with `refused` true: it returns a new token, or an empty string to give up. The
/// calls come on the client's executor, or on the thread of the blocking call. If the function throws an exception, the
/// login fails with errc::credentials_missing.
using token_provider = std::function<std::string(bool refused)>;

/// A coroutine that returns an OAuth 2.0 access token. See token_provider for its calls and its result.
///
/// The executor of an async_client runs other work while the coroutine waits, for instance for a token server. A
/// `client` awaits it on its own event loop.
///
/// The time that it takes counts towards `client_options::timeout`. If that expires, or if the operation is cancelled,
/// the coroutine is cancelled (terminal cancellation) and must end soon, because the client waits for it. It must not
/// use the client.
using async_token_provider = std::function<boost::asio::awaitable<std::string>(bool refused)>;

/// The account, its secret, and how to log in.
///
/// The members that are set decide which mechanisms the client may use:
///
/// - `password`: SCRAM-SHA-256 and SCRAM-SHA-1 (with channel binding, -PLUS, if both sides support it), PLAIN, LOGIN,
///   USER and PASS, CRAM-MD5, DIGEST-MD5, NTLM, in this order under TLS. Without TLS, mechanisms that do not reveal the
///   password come before PLAIN. APOP comes last under TLS; without TLS it is used only if `mechanism` names it.
/// - `token`, `provider` or `async_provider`: OAUTHBEARER and XOAUTH2 (RFC 7628), before those of a password.
/// - a client certificate in `tls_options`, and neither password nor token: EXTERNAL.
/// - `mechanism` alone: GSSAPI and ANONYMOUS. GSSAPI uses the Kerberos ticket of this process, and sends `user`, if
///   set, as the authorization identity; it fails with errc::ticket_missing if there is no ticket.
///
/// Most mechanisms need GNU SASL, and GSSAPI also a GSS library. The client skips those whose library is missing. If no
/// other is left, the login fails with errc::mechanism_not_supported, and nothing is sent.
///
/// If the server rejects a password or token, the client does not try it with another mechanism. The client tries the
/// next mechanism only if the server refused the mechanism itself, without [AUTH] or another response code that names a
/// reason, before the client sent anything that proves the secret. failure::mechanisms_tried() names the mechanisms
/// that were tried.
struct credentials {
  /// Makes credentials without a user name and a secret.
  credentials() = default;
  /// Makes credentials for a login by password.
  credentials(std::string user_name, std::string user_password)
      : user(std::move(user_name)), password(std::move(user_password)) {}
  std::string user;      ///< user name, UTF-8
  std::string password;  ///< UTF-8; prepared by SASLprep (RFC 4013) if the mechanism requires the client to do so
  /// The only mechanism to use, in upper or lower case: the name of a SASL mechanism, "USER" for USER and PASS, or
  /// "APOP". If the server does not offer it, the login fails with errc::mechanism_unavailable; if its library is
  /// missing, with errc::mechanism_not_supported. In both cases nothing is sent.
  /// Empty: the best mechanism that both sides support.
  std::string mechanism;
  /// The user to act as (RFC 4422 section 3.4.1), if that is not `user`. Only some SASL mechanisms can send it, so
  /// USER, APOP, LOGIN, CRAM-MD5 and NTLM are not used if it is set.
  std::string authorization_id;
  std::string token;                    ///< OAuth 2.0 access token, of any length
  token_provider provider;              ///< called if `token` is empty, and after the server rejected the token
  async_token_provider async_provider;  ///< used in place of `provider`; setting both is errc::invalid_option
  initial_response first_response = initial_response::automatic;  ///< whether the first response is in the AUTH line
};

}  // namespace pop3kit
