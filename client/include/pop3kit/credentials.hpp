#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>
#include <utility>

namespace pop3kit {

/// Whether the first response of a mechanism goes out with AUTH (RFC 5034 section 4).
enum class initial_response {
  automatic,  ///< where the line keeps within 255 octets; else AUTH goes alone and the response follows
  always,     ///< however long: for servers that want long tokens in one line
  never,      ///< AUTH alone, and the response when the server asks for it
};

/// Gives an OAuth 2.0 access token. Called on the client's executor, or in the blocking call, once for a login;
/// `refused` tells, in a second and last call, that the server took no liking to the former one: a fresh token then, or
/// an empty string to give up. An exception fails the login with errc::credentials_missing.
using token_provider = std::function<std::string(bool refused)>;

/// Gives an OAuth 2.0 access token as a token_provider does, but as a coroutine: the executor of an async_client runs
/// other work meanwhile, and the call to a token server can be awaited. A `client` awaits it on its own event loop.
///
/// The time that it takes counts towards `client_options::timeout`. If that passes, or if the operation is cancelled,
/// the coroutine is cancelled (terminal cancellation) and must end soon; the client waits for its end. It must not use
/// the client.
using async_token_provider = std::function<boost::asio::awaitable<std::string>(bool refused)>;

/// Who logs in, and with what. Which mechanisms that allows:
///
/// - `password`: SCRAM-SHA-256 and SCRAM-SHA-1, bound to the TLS channel (-PLUS) where both sides can, PLAIN, LOGIN,
///   USER and PASS, CRAM-MD5, DIGEST-MD5, NTLM, in this order under TLS. Without TLS those that do not show the
///   password come before PLAIN. APOP comes last under TLS, and without TLS only where it is asked for.
/// - `token`, `provider` or `async_provider`: OAUTHBEARER, XOAUTH2 (RFC 7628), before those of a password.
/// - a client certificate in `tls_options`, and neither password nor token: EXTERNAL.
/// - `mechanism` alone: GSSAPI (with the ticket that this process finds; `user`, where given, goes along as the
///   authorization identity; errc::ticket_missing where there is none) and ANONYMOUS.
///
/// A password or token that the server refused is not tried again by another mechanism. The next one is tried only
/// where the server turned the mechanism down, without [AUTH] or another telling code, before anything was sent that
/// proves the secret. failure::mechanisms_tried() tells which ones were tried.
struct credentials {
  credentials() = default;
  credentials(std::string user_name, std::string user_password)
      : user(std::move(user_name)), password(std::move(user_password)) {}
  std::string user;      ///< UTF-8
  std::string password;  ///< UTF-8; prepared by SASLprep (RFC 4013) where the mechanism asks the client to
  /// Only this one, in any case: the name of a SASL mechanism, "USER" for USER and PASS, or "APOP".
  /// errc::mechanism_unavailable, with nothing sent, where the server lacks it. Empty: the best that both sides have.
  std::string mechanism;
  /// Whom to act as (RFC 4422 section 3.4.1), where that is not `user`. Only SASL mechanisms carry it; with it, USER,
  /// APOP, LOGIN, CRAM-MD5 and NTLM are not used.
  std::string authorization_id;
  std::string token;                    ///< OAuth 2.0 access token, of any length
  token_provider provider;              ///< asked where `token` is empty, and when the token was refused
  async_token_provider async_provider;  ///< in place of `provider`; both are errc::invalid_option
  initial_response first_response = initial_response::automatic;
};

}  // namespace pop3kit
