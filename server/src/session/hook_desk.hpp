#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "scenario/hooks.hpp"
#include "session/conversation.hpp"

namespace pop3kit::serving {

/// Runs the scenario's hooks for the commands and events of one session, and carries out their requests. The
/// constructor's arguments must outlive it.
class hook_desk final : private hook_session {
 public:
  /// Lets the real server answer the command of the turn completely.
  using answer_function = std::function<net::asio::awaitable<void>()>;

  hook_desk(scenario_run& run, const peer& about, transport& octets, reply_writer& reply, conversation& talk,
            command_turn& turn, answer_function answer);

  /// Returns true if there are hooks for events of a response: a login, or a piece of a body.
  [[nodiscard]] bool watches() const noexcept { return watches_; }
  /// Returns true if the command of the turn has a hook that has not run yet.
  [[nodiscard]] bool wants();
  /// Runs that hook, and puts its verdict into the turn.
  [[nodiscard]] net::asio::awaitable<void> ask();
  /// Runs the hook of an event, if there is one, and carries out its verdict.
  [[nodiscard]] net::asio::awaitable<void> tell(std::string_view event, std::string octets = std::string());
  /// Call it when the connection has ended. No hooks run after that.
  void forget() noexcept;

 private:
  [[nodiscard]] std::uint64_t connection() const override { return peer_.connection; }
  [[nodiscard]] std::string user() const override { return peer_.user; }
  [[nodiscard]] bool secured() const override { return transport_.is_secured(); }
  [[nodiscard]] net::asio::awaitable<void> send(std::string octets) override;
  [[nodiscard]] net::asio::awaitable<std::optional<std::string>> read_line(net::duration limit) override;
  [[nodiscard]] net::asio::awaitable<void> answer() override;
  [[nodiscard]] net::asio::awaitable<outcome<>> hold(std::string gate) override;
  [[nodiscard]] bool release(std::string_view gate) override;

  void obey(hook_verdict verdict);
  void obey_event(std::string_view event, const hook_verdict& verdict);

  scenario_run& run_;
  const peer& peer_;
  transport& transport_;
  reply_writer& reply_;
  conversation& conversation_;
  command_turn& turn_;
  answer_function answer_;
  bool watches_;
  bool sent_ = false;  ///< a hook has sent octets since it was called
};

}  // namespace pop3kit::serving
