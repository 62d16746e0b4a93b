#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <pop3kit/client.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "arguments/client_arguments.hpp"

namespace pop3kit::command {

class trace_log;

/// The client of one command. It is made from the arguments, writes a trace if that is wanted, and converts failures of
/// the library to errors of the command.
class mail_session {
 public:
  /// Sends nothing. Throws command_error if arguments or files cannot be used.
  explicit mail_session(const client_arguments& given);

  [[nodiscard]] client& mail() noexcept { return *mail_; }
  [[nodiscard]] const client_arguments& given() const noexcept { return given_; }
  [[nodiscard]] const client_options& options() const noexcept { return options_; }
  /// Returns "host:port" for people to read.
  [[nodiscard]] std::string where() const { return url_.where(); }

  /// Sets a function that hears of the octets of bodies as they arrive, on every connection. An empty one ends that.
  void watch_octets(std::function<void(std::uint64_t)> watcher) { *watcher_ = std::move(watcher); }

  /// Returns the value of `got`. Throws command_error if there is none.
  template <class T>
  T need(result<T> got) const {
    if (!got) throw error_of(got.error());
    if constexpr (!std::is_void_v<T>) return std::move(*got);
  }
  [[nodiscard]] command_error error_of(const failure& cause) const;

  /// Warns that `command` uses one connection, if several were asked for.
  void mention_one_connection(std::string_view command) const;
  /// Warns of connections that could not be opened, and of sessions that ended too early. `done` says how much of the
  /// work was done in spite of that.
  void mention_connections(const std::string& done) const;

  /// Logs out after a command that changed nothing, so that the reply to QUIT does not matter.
  void leave();
  /// Throws command_error (8) if the trace is incomplete.
  void finish_trace();

 private:
  client_arguments given_;
  server_url url_;
  client_options options_;
  std::shared_ptr<trace_log> trace_;
  std::shared_ptr<std::function<void(std::uint64_t)>> watcher_;
  std::unique_ptr<client> mail_;
};

/// Returns what to print, in a line of its own, if LIST and UIDL named different messages.
[[nodiscard]] std::string disagreement_of_listings(std::size_t listed_once, std::size_t messages);

}  // namespace pop3kit::command
