#pragma once

#include <functional>
#include <memory>
#include <pop3kit/client.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "arguments/client_arguments.hpp"
#include "console/command_error.hpp"
#include "mailbox/trace_file.hpp"

namespace pop3kit::command {

/// One run's client: made from the arguments, traced if wanted, and its failures turned into the command's.
class mail_session {
 public:
  /// Sends nothing. Throws command_error for arguments and files that do not serve.
  explicit mail_session(const client_arguments& given);

  [[nodiscard]] client& mail() noexcept { return *mail_; }
  [[nodiscard]] const client_arguments& given() const noexcept { return given_; }
  [[nodiscard]] const client_options& options() const noexcept { return options_; }

  /// Body octets of every connection as they arrive, for progress.
  void watch_octets(std::function<void(std::uint64_t)> watcher) { *watcher_ = std::move(watcher); }

  /// The value, or the end of the command.
  template <class T>
  T need(result<T> got) const {
    if (!got) throw error_of(got.error());
    if constexpr (!std::is_void_v<T>) return std::move(*got);
  }
  [[nodiscard]] command_error error_of(const failure& cause) const;
  /// "host:port: " and what happened there
  [[nodiscard]] std::string line_of(const failure& cause) const;
  [[nodiscard]] std::string where() const { return url_.where(); }

  /// Says that several connections were asked for, and that this command uses one. `command` is its name.
  void mention_one_connection(std::string_view command) const;
  /// After reading only: QUIT, whose fate does not matter.
  void leave();
  /// Throws command_error (8) where the trace is not complete.
  void finish_trace();

 private:
  client_arguments given_;
  server_url url_;
  client_options options_;
  std::shared_ptr<trace_file> trace_;
  std::shared_ptr<std::function<void(std::uint64_t)>> watcher_;
  std::unique_ptr<client> mail_;
};

}  // namespace pop3kit::command
