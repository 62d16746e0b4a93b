#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client_access.hpp"
#include "net/time/virtual_clock.hpp"
#include "support/fail_stream.hpp"
#include "support/run.hpp"
#include "support/scripted_peer.hpp"

namespace pop3kit::testing {

/// Plays one connection from the server's side. Returns an empty string if everything went as it should, else what
/// differed.
using server_part = std::function<net::asio::awaitable<std::string>(net::stream_ptr)>;

/// Lines "C: what the client must send" and "S: what it gets", one a line, CRLF added. "S! " sends several lines of one
/// write, separated by "|". "close", "reset" and "half-close" alone on a line end the connection.
std::vector<step> script(std::string_view transcript);

/// From the greeting to TRANSACTION state by USER and PASS, `extra` among the capabilities.
std::vector<step> logged_in(const std::vector<std::string>& extra = {});
std::vector<step> operator+(std::vector<step> first, const std::vector<step>& second);

/// An async_client, its servers, and virtual time, all on one thread. Connections are served in the order in which they
/// are expected; one more than expected is refused.
///
/// A stage fails its test by itself if the client did not follow a script to its end, sent more than the script has, or
/// never connected to it. A failure that `plan` causes may end a script early. Servers of serve_by() are not scripts.
class client_stage {
 public:
  client_stage();
  ~client_stage();
  client_stage(const client_stage&) = delete;
  client_stage& operator=(const client_stage&) = delete;

  void serve(std::vector<step> steps);
  /// The usual login, and then this.
  void serve_session(std::string_view transcript, const std::vector<std::string>& extra_capabilities = {});
  /// A script that is played in another way, such as inside TLS.
  void serve_script_by(server_part part);
  /// A server that has no script: the client may send it anything, or never connect.
  void serve_by(server_part part);
  /// For a test whose client does not follow the scripts, for this reason.
  void allow_differences(std::string_view reason);

  /// Made by the first call, from `options`.
  async_client& mail();
  template <class T>
  result<T> run(async_client::awaitable<T> operation) {
    return testing::run(context, time, std::move(operation));
  }

  void forget_client() { mail_.reset(); }
  /// Closes the client and returns what went otherwise than scripted. Servers to which the client never connected count
  /// too, with or without a script.
  [[nodiscard]] std::string differences();
  [[nodiscard]] std::size_t connections() const noexcept { return connections_; }

  asio::io_context context;
  net::virtual_clock time;
  client_options options;
  std::size_t pipe_capacity = 65536;
  std::size_t slice = 0;
  net::duration round_trip{};           ///< of connecting, and of each command and its reply
  bool tunnelled = false;               ///< connecting ends next door: it takes no time
  std::shared_ptr<fail_plan> plan;      ///< of the client's ends, if there is one
  std::size_t planned_connections = 0;  ///< the first so many only; 0: all

 private:
  struct expected_connection {
    server_part part;
    bool scripted;
    std::optional<running<std::string>> playing;
  };

  net::asio::awaitable<outcome<net::stream_ptr>> connect();
  void expect_connection(server_part part, bool scripted);
  std::string unfollowed_scripts();

  std::deque<expected_connection> expected_;
  std::optional<async_client> mail_;
  std::size_t connections_ = 0;
  bool differences_are_known_ = false;  ///< the test has asked for them
  bool differences_are_allowed_ = false;
};

/// Expects success and gives the value.
template <class T>
T value_of(result<T> outcome) {
  EXPECT_TRUE(outcome.has_value()) << (outcome ? "" : outcome.error().message());
  if (outcome) return std::move(outcome).value();
  return T();
}

/// Expects failure and gives it.
template <class T>
failure failure_of(const result<T>& outcome) {
  EXPECT_FALSE(outcome.has_value());
  return outcome ? failure(errc::script_failed) : outcome.error();
}

}  // namespace pop3kit::testing
