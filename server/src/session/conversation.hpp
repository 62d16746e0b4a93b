#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "response/reply_writer.hpp"
#include "session/command_turn.hpp"
#include "session/transport.hpp"

namespace pop3kit::serving {

/// The longest line of a SASL exchange, with its line end (RFC 5034 section 4).
inline constexpr std::size_t max_sasl_octets = 12'288;

/// Reads lines of the client, sends responses, and writes both into the journal. The constructor's arguments must
/// outlive it.
class conversation {
 public:
  conversation(scenario_run& run, const peer& about, transport& octets, reply_writer& reply) noexcept
      : run_(run), peer_(about), transport_(octets), reply_(reply) {}

  /// Sends the collected replies.
  [[nodiscard]] net::asio::awaitable<void> flush();
  /// Waits for input. The session holds no output buffer during the wait.
  [[nodiscard]] net::asio::awaitable<void> await_input();
  /// Sends the collected replies, and reads one line that is not a command. Returns nothing if the client sends no
  /// more, if the line is too long, or if it is not complete within `limit`. A partial line then stays in the input.
  [[nodiscard]] net::asio::awaitable<std::optional<std::string>> read_line(net::duration limit = net::duration::max());
  /// Waits for the pause of a response, and lets the response continue. If the pause has no end, waits until the client
  /// closes the connection.
  [[nodiscard]] net::asio::awaitable<void> wait_out(net::duration pause);

  /// Writes the command of the turn into the journal, and passes it to the expectations.
  void note_command(command_turn& turn, std::string_view line, bool bare_lf);
  /// Returns true for the first line of the client. Call it once for each line.
  [[nodiscard]] bool take_first() noexcept { return !std::exchange(heard_, true); }

 private:
  scenario_run& run_;
  const peer& peer_;
  transport& transport_;
  reply_writer& reply_;
  bool heard_ = false;       ///< the client has sent a line
  bool after_auth_ = false;  ///< the last known command was AUTH
};

}  // namespace pop3kit::serving
