#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "net/time/clock.hpp"
#include "wire/command.hpp"

/// The interface between sessions and scripts. Sessions do not use Lua, and the Lua code does not use sockets.
namespace pop3kit::serving {

/// What a hook can ask its session to do.
class hook_session {
 public:
  virtual ~hook_session() = default;
  [[nodiscard]] virtual std::uint64_t connection() const = 0;
  [[nodiscard]] virtual std::string user() const = 0;
  [[nodiscard]] virtual bool secured() const = 0;

  /// Sends octets at once, before any response.
  [[nodiscard]] virtual boost::asio::awaitable<void> send(std::string octets) = 0;
  /// Reads the next line of the client, without its line end. Returns nothing if the client sends no more, if the line
  /// is too long, or if it is not complete within `limit`. A partial line is kept for the next call.
  [[nodiscard]] virtual boost::asio::awaitable<std::optional<std::string>> read_line(net::duration limit) = 0;
  /// Lets the real server answer the command. Not available for events.
  [[nodiscard]] virtual boost::asio::awaitable<void> answer() = 0;
  /// Waits at a gate.
  [[nodiscard]] virtual boost::asio::awaitable<outcome<>> hold(std::string gate) = 0;
  /// Opens a gate. Returns false if there are too many gates already, or if the name is too long.
  [[nodiscard]] virtual bool release(std::string_view gate) = 0;
};

/// Events that are not commands and can have hooks. Their names are in lower case, so they differ from every command.
namespace hook_event {
inline constexpr std::string_view connect = "connect";        ///< before TLS and greeting
inline constexpr std::string_view login = "login";            ///< before the reply to the login is sent
inline constexpr std::string_view chunk = "chunk";            ///< before a piece of a multi-line response is sent
inline constexpr std::string_view disconnect = "disconnect";  ///< after the conversation has ended
inline constexpr std::string_view all[] = {connect, login, chunk, disconnect};
}  // namespace hook_event

/// What a hook decided.
struct hook_default {};  ///< continue as without a hook
struct hook_reply {      ///< send this status line, without its line end, in place of the response
  std::string status_line;
};
struct hook_octets {  ///< for a chunk: send these octets in place of the piece
  std::string octets;
};
struct hook_answered {};  ///< the response was sent already
struct hook_close {
  bool reset = false;
};
struct hook_failed {  ///< the script raised an error; the text has its traceback
  std::string what;
};
using hook_verdict = std::variant<hook_default, hook_answered, hook_reply, hook_octets, hook_close, hook_failed>;

/// The command or event that a hook decides about.
struct hook_command {
  hook_command() = default;
  std::string verb;
  std::string argument;                 ///< for a chunk: its octets
  std::optional<std::uint64_t> number;  ///< the first argument, if it is a number
};

/// The scripts of one running server: one Lua state, on the server's thread.
class hook_runner {
 public:
  virtual ~hook_runner() = default;
  [[nodiscard]] virtual bool has_hook(std::string_view verb) const = 0;
  /// Runs a hook as a coroutine: if it sleeps, only this session waits. Cancelling the awaiting coroutine cancels it.
  [[nodiscard]] virtual boost::asio::awaitable<hook_verdict> run(hook_session& session,
                                                                 const hook_command& command) = 0;
  /// Releases the state of this connection. Its session will run no more hooks.
  virtual void forget(std::uint64_t connection) noexcept = 0;
};

/// Makes a runner for each server that is started from the scenario, so that servers share nothing.
class hook_factory {
 public:
  virtual ~hook_factory() = default;
  [[nodiscard]] virtual std::unique_ptr<hook_runner> make(net::clock& time, std::uint64_t seed) const = 0;
};

}  // namespace pop3kit::serving
