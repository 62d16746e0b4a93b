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

/// Asks the hooks of the scenario about the commands and events of one session, and does what they ask for. What it
/// refers to must outlive it.
class hook_desk final : private hook_session {
 public:
  /// Lets the real server answer the command of the turn, completely.
  using answer_function = std::function<net::asio::awaitable<void>()>;

  hook_desk(scenario_run& run, const peer& about, transport& octets, reply_writer& reply, conversation& talk,
            command_turn& turn, answer_function answer);

  /// Whether there are hooks for the events of a response: a login, or a piece of a body.
  [[nodiscard]] bool watches() const noexcept { return watches_; }
  /// Whether there is a hook for the command of the turn that has still to be asked.
  [[nodiscard]] bool wants();
  /// Asks it, and puts its verdict into the turn.
  [[nodiscard]] net::asio::awaitable<void> ask();
  /// Tells a hook of an event, if there is one, and does what it decides.
  [[nodiscard]] net::asio::awaitable<void> tell(std::string_view event, std::string octets = std::string());
  /// The connection has ended: no hook will be asked any more.
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
