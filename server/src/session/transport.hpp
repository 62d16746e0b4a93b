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

/// The octets of one connection in both directions, its TLS, and its end. Only the cancellation of a coroutine throws.
/// An operation that fails decides the end of the connection, which ending() returns.
///
/// Memory: an input window of 512 octets while idle, of at most 16 KiB at work.
class transport {
 public:
  /// `link` is the faulty stream within `stream`, or null. `about` must outlive the transport.
  transport(scenario_run& run, const peer& about, net::stream_ptr stream, net::fault_stream* link);
  transport(const transport&) = delete;
  transport& operator=(const transport&) = delete;

  /// Returns the slot to which the session's coroutine must be bound, so that interrupt() can end it.
  [[nodiscard]] net::asio::cancellation_slot slot() noexcept { return cancel_.slot(); }

  /// Reads the next octets into the input. Starts the idle limit.
  [[nodiscard]] net::asio::awaitable<void> read();
  /// Works like read(), but stops at `limit`, without input and without a decision about the end.
  [[nodiscard]] net::asio::awaitable<void> read_until(net::time_point limit);
  /// Writes octets, which must exist until it completes. Starts the idle limit.
  [[nodiscard]] net::asio::awaitable<void> write(std::string_view octets);
  /// Runs the server's side of a TLS handshake. `condition` is a condition of the scenario, or null.
  [[nodiscard]] net::asio::awaitable<void> accept_tls(const tls_condition* condition);
  /// Closes the connection as decided, so that the last octets arrive. Does nothing if the connection is broken.
  [[nodiscard]] net::asio::awaitable<void> part();
  /// Reads and discards input until the client closes the connection or `limit` has passed.
  [[nodiscard]] net::asio::awaitable<void> drain(net::duration limit);

  /// Takes one line out of the input. Returns nothing if no line is complete, or an error if the line has more than
  /// `limit` octets. The line is valid until the next read.
  [[nodiscard]] outcome<std::optional<wire::input_line>> take_line(std::size_t limit) {
    return input_.take_line(limit);
  }
  /// Returns the input that was not taken yet.
  [[nodiscard]] std::span<char> pending() noexcept { return input_.pending(); }
  void consume(std::size_t octets) noexcept { input_.consume(octets); }
  /// Discards all input, and returns how many octets it had.
  std::size_t discard_input() noexcept;

  /// Decides the end of the connection.
  void end(end_reason why, end_manner how) { end_.decide(why, how); }
  /// Marks the connection as broken by an error of the stream or of a wait. Cancels nothing.
  void lost(const boost::system::error_code& why);
  /// Records that an exception ended the session.
  void failed(std::string_view text) { end_.explain(end_reason::failed, text); }
  /// Ends the connection at once, whatever it is doing, and wakes the session.
  void interrupt(end_reason why) noexcept;
  /// Works like interrupt(killed). With `by_reset`, resets the connection first.
  void kill(bool by_reset) noexcept;
  /// Closes the stream, with a reset if the connection's lifetime ended in that way. Must be the last call.
  void close();
  [[nodiscard]] const connection_end& ending() const noexcept { return end_; }

  /// Ends the connection in this way after `span`.
  void live_for(net::duration span, net::close_kind how);
  /// Delays on our side do not count as idle time of the client.
  void pause_idle_limit() noexcept { idle_limit_.disarm(); }

  [[nodiscard]] bool is_secured() const noexcept { return tls_facts() != nullptr; }
  /// Returns null without TLS.
  [[nodiscard]] const net::tls_facts* tls_facts() const noexcept { return stream_ ? stream_->tls() : nullptr; }
  /// Changes the network of the connection from now on, if its link can be changed.
  void change_link(const net::fault_plan& plan);

 private:
  net::asio::awaitable<void> break_off();

  scenario_run& run_;
  const peer& peer_;
  net::stream_ptr stream_;
  net::fault_stream* link_;
  wire::input_buffer input_;
  net::asio::cancellation_signal cancel_;
  std::shared_ptr<net::asio::cancellation_signal> reading_;  ///< of a read with a time limit
  connection_end end_;
  bool resets_at_end_ = false;  ///< when the lifetime ends
  // Their callbacks use all members above, so they are destroyed first.
  net::deadline idle_limit_;
  std::optional<net::deadline> lifetime_;
};

}  // namespace pop3kit::serving
