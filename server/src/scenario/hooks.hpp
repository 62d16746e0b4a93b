#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "net/time/clock.hpp"
#include "wire/command.hpp"

/// The seam between sessions and scripts: sessions see no Lua, the Lua room sees no socket.
namespace pop3kit::serving {

/// What a hook may ask of the session that it runs in.
class hook_session {
 public:
  virtual ~hook_session() = default;
  [[nodiscard]] virtual std::uint64_t connection() const = 0;
  [[nodiscard]] virtual std::string user() const = 0;
  [[nodiscard]] virtual bool secured() const = 0;

  /// Octets go out at once, ahead of any response.
  [[nodiscard]] virtual boost::asio::awaitable<void> send(std::string octets) = 0;
  /// The next line of the client's, without its line end; nothing where it said no more, too much, or not all of it
  /// within `limit`. What came of a line stays for the next call.
  [[nodiscard]] virtual boost::asio::awaitable<std::optional<std::string>> read_line(net::duration limit) = 0;
  /// The real server answers the command. Not for events.
  [[nodiscard]] virtual boost::asio::awaitable<void> answer() = 0;
  /// Waits at a gate.
  [[nodiscard]] virtual boost::asio::awaitable<outcome<>> hold(std::string gate) = 0;
  /// False if there are too many gates already, or if the name is too long.
  [[nodiscard]] virtual bool release(std::string_view gate) = 0;
};

/// Moments that are no commands and have hooks. In lower case, which no command is.
namespace hook_event {
inline constexpr std::string_view connect = "connect";        ///< before TLS and greeting
inline constexpr std::string_view login = "login";            ///< before the reply to it goes out
inline constexpr std::string_view chunk = "chunk";            ///< before a piece of a multi-line response goes out
inline constexpr std::string_view disconnect = "disconnect";  ///< the conversation is over
inline constexpr std::string_view all[] = {connect, login, chunk, disconnect};
}  // namespace hook_event

/// What a hook decided.
struct hook_default {};  ///< go on as without a hook
struct hook_reply {      ///< this status line, without its line end, in place of the response
  std::string status_line;
};
struct hook_octets {  ///< for a chunk: these in place of the piece
  std::string octets;
};
struct hook_answered {};  ///< the response was given already
struct hook_close {
  bool reset = false;
};
struct hook_failed {  ///< the script raised: traceback
  std::string what;
};
using hook_verdict = std::variant<hook_default, hook_answered, hook_reply, hook_octets, hook_close, hook_failed>;

/// The command, or the event, that a hook is asked about.
struct hook_command {
  hook_command() = default;
  std::string verb;
  std::string argument;                 ///< for a chunk: its octets
  std::optional<std::uint64_t> number;  ///< the first argument, where it is a number
};

/// The scripts of one running server: one Lua state, on the server's thread.
class hook_runner {
 public:
  virtual ~hook_runner() = default;
  [[nodiscard]] virtual bool has_hook(std::string_view verb) const = 0;
  /// Runs as a coroutine: sleeping holds this session only. Cancelled with the awaiting coroutine.
  [[nodiscard]] virtual boost::asio::awaitable<hook_verdict> run(hook_session& session,
                                                                 const hook_command& command) = 0;
  /// The session of this connection will ask no more.
  virtual void forget(std::uint64_t connection) noexcept = 0;
};

/// Makes a runner for each server that is started from the scenario, so that nothing is shared between servers.
class hook_factory {
 public:
  virtual ~hook_factory() = default;
  [[nodiscard]] virtual std::unique_ptr<hook_runner> make(net::clock& time, std::uint64_t seed) const = 0;
};

}  // namespace pop3kit::serving
