#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "auth/authenticator.hpp"
#include "session/conversation.hpp"
#include "session/language_commands.hpp"
#include "session/transaction.hpp"
#include "wire/command.hpp"

namespace pop3kit::serving {

/// The AUTHORIZATION state of RFC 1939: the greeting, STLS and logins. The constructor's arguments must outlive it.
class authorization {
 public:
  /// The user who logs in is stored in `about`. If `delays_welcome`, the reply to a login waits until welcome() is
  /// called.
  authorization(scenario_run& run, peer& about, transport& octets, reply_writer& reply, conversation& talk,
                command_turn& turn, transaction& opens, const language_commands& languages,
                bool delays_welcome) noexcept;

  /// Returns the text of the greeting, with a timestamp if APOP is offered.
  [[nodiscard]] std::string greeting();
  /// Sets the timestamp of a greeting that the scenario wrote; empty: none.
  void set_timestamp(std::string_view timestamp) { timestamp_ = timestamp; }

  void stls();
  void user(std::string_view name);
  void pass(std::string_view password);
  void apop(const wire::parsed_command& command);
  void auth(const wire::parsed_command& command);
  /// Runs the exchange that auth() began.
  [[nodiscard]] net::asio::awaitable<void> exchange();

  /// Returns true once after each login whose reply waits for welcome().
  [[nodiscard]] bool take_login() noexcept { return std::exchange(logged_in_, false); }
  /// Sends the reply to the login.
  void welcome();

  /// Returns the name that USER gave, before it is proved; empty: none.
  [[nodiscard]] const std::string& named_user() const noexcept { return named_user_; }
  void forget_user() noexcept { named_user_.clear(); }
  /// Returns true if the server accepts credentials on this connection in its present state.
  [[nodiscard]] bool is_open() const noexcept;
  /// Returns the properties of the connection that mechanisms use.
  [[nodiscard]] login_link link() const;

 private:
  [[nodiscard]] bool refused_in_the_clear();
  void log_in(const account* owner);
  [[nodiscard]] bool say_last_reply();
  net::asio::awaitable<void> challenge_in_vain(challenge_plan which);

  scenario_run& run_;
  peer& peer_;
  transport& transport_;
  reply_writer& reply_;
  conversation& conversation_;
  command_turn& turn_;
  transaction& transaction_;
  const language_commands& languages_;
  std::string named_user_;
  std::unique_ptr<sasl_exchange> exchange_;
  std::optional<std::string> initial_response_;  ///< of AUTH
  std::string timestamp_;                        ///< of the greeting, for APOP; empty: none
  bool delays_welcome_;
  bool logged_in_ = false;  ///< and the reply still waits
};

}  // namespace pop3kit::serving
