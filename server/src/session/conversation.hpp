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

/// A line of a SASL exchange, with its line end (RFC 5034 section 4).
inline constexpr std::size_t max_sasl_octets = 12'288;

/// Lines of the client in, responses out, and both in the journal. What it refers to must outlive it.
class conversation {
 public:
  conversation(scenario_run& run, const peer& about, transport& octets, reply_writer& reply) noexcept
      : run_(run), peer_(about), transport_(octets), reply_(reply) {}

  /// Sends what the replies have collected.
  [[nodiscard]] net::asio::awaitable<void> flush();
  /// Waits for octets of the client. The session holds no output meanwhile.
  [[nodiscard]] net::asio::awaitable<void> await_input();
  /// Sends what has collected, and reads one line that is no command. Returns nothing if the client sent no more, too
  /// much, or no whole line within `limit`; what came of a line then stays in the input.
  [[nodiscard]] net::asio::awaitable<std::optional<std::string>> read_line(net::duration limit = net::duration::max());
  /// Waits as a response wants it, and lets the response go on; without a limit the client is waited for until it
  /// closes.
  [[nodiscard]] net::asio::awaitable<void> wait_out(net::duration pause);

  /// Journals the command of the turn, and tells the expectations of it.
  void note_command(command_turn& turn, std::string_view line, bool bare_lf);
  /// Whether this is the first line of the client's; asked once for each line.
  [[nodiscard]] bool take_first() noexcept { return !std::exchange(heard_, true); }

 private:
  scenario_run& run_;
  const peer& peer_;
  transport& transport_;
  reply_writer& reply_;
  bool heard_ = false;       ///< the client has sent a line
  bool after_auth_ = false;  ///< the last command that is known was AUTH
};

}  // namespace pop3kit::serving
