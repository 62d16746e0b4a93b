#pragma once

#include <optional>
#include <pop3kit/result.hpp>
#include <string>

#include "link/connection.hpp"
#include "session/environment.hpp"
#include "session/mechanisms.hpp"
#include "session/sasl_client.hpp"

namespace pop3kit::engine {

/// The result of a login attempt with one mechanism.
struct login_attempt {
  explicit login_attempt(result<> done) : outcome(std::move(done)) {}
  result<> outcome;
  /// True if the client sent something that proves the secret. A refusal may then be about the secret.
  bool proof_sent = false;
};

/// One AUTH exchange (RFC 5034 section 4): challenges and responses until a status line arrives.
///
/// If a challenge is invalid, the exchange is cancelled with "*", and the session ends.
class sasl_dialogue {
 public:
  sasl_dialogue(connection& link, environment& around, const mechanism_info& about, sasl_client mechanism)
      : link_(link), around_(around), about_(about), mechanism_(std::move(mechanism)) {}

  [[nodiscard]] asio::awaitable<login_attempt> run();

 private:
  [[nodiscard]] asio::awaitable<result<>> talk();
  [[nodiscard]] asio::awaitable<outcome<>> begin();
  [[nodiscard]] asio::awaitable<outcome<>> send_response(std::string response);
  [[nodiscard]] asio::awaitable<result<>> cancel(boost::system::error_code why);
  [[nodiscard]] asio::awaitable<outcome<std::string>> respond(std::string_view line);
  [[nodiscard]] asio::awaitable<outcome<std::string>> made_by_mechanism(std::string_view challenge);
  [[nodiscard]] result<> conclude(const wire::status_line& status);
  void note_sent(std::string_view response);

  connection& link_;
  environment& around_;
  const mechanism_info& about_;
  sasl_client mechanism_;
  std::string initial_;
  std::optional<std::string> to_send_;
  std::size_t made_ = 0;
  bool may_repeat_ = false;
  bool proof_sent_ = false;
};

}  // namespace pop3kit::engine
