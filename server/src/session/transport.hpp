#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "net/fault/fault_stream.hpp"
#include "net/stream/byte_stream.hpp"
#include "net/time/deadline.hpp"
#include "session/connection_end.hpp"
#include "session/scenario_run.hpp"
#include "wire/input_buffer.hpp"

namespace pop3kit::serving {

/// The octets of one connection in both directions, its TLS, and its end. Nothing here throws but what cancels a
/// coroutine: an operation that fails decides the end of the connection, and ending() says so.
///
/// Memory: an input window of 512 octets while idle, of at most 16 KiB at work.
class transport {
 public:
  /// `link` is the faulty stream within `stream`, or null. `about` must outlive the transport.
  transport(scenario_run& run, const peer& about, net::stream_ptr stream, net::fault_stream* link);
  transport(const transport&) = delete;
  transport& operator=(const transport&) = delete;

  /// The slot that the session's coroutine must be bound to for interrupt() to reach it.
  [[nodiscard]] net::asio::cancellation_slot slot() noexcept { return cancel_.slot(); }

  /// Reads what comes next into the input. Arms the idle limit.
  [[nodiscard]] net::asio::awaitable<void> read();
  /// As read(), but gives up at `limit`, with nothing read and nothing decided.
  [[nodiscard]] net::asio::awaitable<void> read_until(net::time_point limit);
  /// The octets must live until it completes. Arms the idle limit.
  [[nodiscard]] net::asio::awaitable<void> write(std::string_view octets);
  /// The server's side of a TLS handshake, under a condition of the scenario or null.
  [[nodiscard]] net::asio::awaitable<void> accept_tls(const tls_condition* condition);
  /// Closes as the end of the connection was decided, so that the last octets arrive. Does nothing if the connection is
  /// broken already.
  [[nodiscard]] net::asio::awaitable<void> part();
  /// Reads and throws away whatever comes, until the client closes or `limit` has passed.
  [[nodiscard]] net::asio::awaitable<void> drain(net::duration limit);

  /// Takes one line out of the input; nothing if there is no whole line. An error says that it has more than `limit`
  /// octets. The line is valid until the next read.
  [[nodiscard]] outcome<std::optional<wire::input_line>> take_line(std::size_t limit) {
    return input_.take_line(limit);
  }
  /// The octets that have come and were not taken.
  [[nodiscard]] std::span<char> pending() noexcept { return input_.pending(); }
  void consume(std::size_t octets) noexcept { input_.consume(octets); }
  /// Throws away all octets that have come, and returns how many there were.
  std::size_t discard_input() noexcept;

  /// Decides the end of the connection.
  void end(end_reason why, end_manner how) { end_.decide(why, how); }
  /// The connection is broken by an error of the stream or of a wait. Cancels nothing.
  void lost(const boost::system::error_code& why);
  /// An exception ended the session.
  void failed(std::string_view text) { end_.explain(end_reason::failed, text); }
  /// Ends the connection at once, whatever is under way, and wakes the session.
  void interrupt(end_reason why) noexcept;
  /// As interrupt(killed), with a reset of the connection first if that is wanted.
  void kill(bool by_reset) noexcept;
  /// Closes the stream, by a reset if the lifetime of the connection ended so. The last call.
  void close();
  [[nodiscard]] const connection_end& ending() const noexcept { return end_; }

  /// Ends the connection in this way after so long.
  void live_for(net::duration span, net::close_kind how);
  /// Delays on our side do not count as idle time of the client.
  void pause_idle_limit() noexcept { idle_limit_.disarm(); }

  [[nodiscard]] bool is_secured() const noexcept { return tls_facts() != nullptr; }
  /// Null without TLS.
  [[nodiscard]] const net::tls_facts* tls_facts() const noexcept { return stream_ ? stream_->tls() : nullptr; }
  /// Changes the network of the connection from now on, if it has a link that can be changed.
  void change_link(const net::fault_plan& plan);

 private:
  net::asio::awaitable<void> break_off();

  scenario_run& run_;
  const peer& peer_;
  net::stream_ptr stream_;
  net::fault_stream* link_;
  wire::input_buffer input_;
  net::asio::cancellation_signal cancel_;
  std::shared_ptr<net::asio::cancellation_signal> reading_;  ///< of a read that has a limit in time
  connection_end end_;
  bool resets_at_end_ = false;  ///< of the lifetime
  // What they call uses everything above, so they end first.
  net::deadline idle_limit_;
  std::optional<net::deadline> lifetime_;
};

}  // namespace pop3kit::serving
