#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "link/pace_watch.hpp"
#include "link/tracer.hpp"
#include "net/async/signal.hpp"
#include "net/stream/byte_stream.hpp"
#include "net/time/deadline.hpp"
#include "net/tls/tls.hpp"
#include "wire/dot_decoder.hpp"
#include "wire/input_buffer.hpp"
#include "wire/status_line.hpp"

namespace pop3kit::engine {

namespace asio = boost::asio;

struct connection_settings {
  net::duration timeout{};      ///< for each reply, and for each 64 KiB of a message
  std::size_t line_octets = 0;  ///< maximum length of a line, with its line end
  pace_settings pace{};         ///< minimum speed of messages and listings
};

/// A stream with an input buffer, a deadline and a trace. It handles lines and octets, not commands. After an error it
/// is closed.
class connection {
 public:
  connection(net::stream_ptr stream, net::clock& time, tracer trace, const connection_settings& settings);
  ~connection();
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  /// Waits for at least one more octet of input.
  ///
  /// The deadline of a reply begins with the first wait or write after the previous reply. Octets that arrive do not
  /// extend it.
  [[nodiscard]] asio::awaitable<outcome<>> fill();
  /// Reads the octets that have already arrived, without waiting.
  [[nodiscard]] outcome<> look();
  /// Returns the input that was not consumed yet.
  [[nodiscard]] std::span<char> pending() noexcept { return input_.pending(); }
  void consume(std::size_t octets) noexcept { input_.consume(octets); }
  /// Takes a line, if it has arrived completely. The view is valid until the next fill().
  [[nodiscard]] outcome<std::optional<std::string_view>> take_line();
  [[nodiscard]] asio::awaitable<outcome<std::string_view>> read_line();
  [[nodiscard]] std::size_t longest_line() const noexcept { return settings_.line_octets; }
  /// Returns which line ends the server uses. LF alone counts only if the server has used it from its first line on.
  [[nodiscard]] wire::line_ends line_ends() const noexcept;

  /// Begins a new deadline at the next wait, for the next reply or the next 64 KiB.
  void restart_deadline() noexcept { armed_ = false; }
  /// Extends the deadline by time during which the client did not wait for the server, for instance in a sink.
  void excuse(net::duration spent);
  /// Between these two calls the speed of the input is checked: errc::too_slow.
  void begin_streaming() noexcept { pace_.begin(); }
  void end_streaming() noexcept { pace_.end(); }
  [[nodiscard]] net::time_point now() const noexcept { return time_.now(); }
  /// Called when no reply is due. Removes the deadline and releases the input buffer.
  void rest() noexcept;
  /// Sets the maximum time for each reply.
  void bound_replies(net::duration most) noexcept { settings_.timeout = most; }
  /// Until release_deadline(), replies have no deadline of their own, because the caller has one for the whole. The
  /// caller sets `out_of_time` before it cancels the operation. The flag must live until release_deadline().
  void hold_deadline(const bool& out_of_time) noexcept { out_of_time_ = &out_of_time; }
  void release_deadline() noexcept { out_of_time_ = nullptr; }

  [[nodiscard]] asio::awaitable<outcome<>> write(std::string_view octets);
  /// Writes concurrently with the reader, in order. A failure is reported by fill(). finish_writes() must be awaited
  /// before this object is destroyed.
  void start_write(std::string_view octets);
  [[nodiscard]] bool writing() const noexcept { return writing_; }
  [[nodiscard]] asio::awaitable<void> finish_writes();

  /// Performs the TLS handshake and adds TLS to the stream. There must be no unread input.
  [[nodiscard]] asio::awaitable<outcome<>> secure(std::shared_ptr<net::tls_context> context, std::string host,
                                                  net::tls_diagnosis& diagnosis);
  [[nodiscard]] bool secured() const noexcept { return tls() != nullptr; }
  /// Returns facts about TLS, or null without TLS.
  [[nodiscard]] const net::tls_facts* tls() const noexcept { return stream_ ? stream_->tls() : nullptr; }
  void quick_acknowledge(bool on) noexcept;

  /// Shuts the stream down cleanly, within the deadline of a reply.
  [[nodiscard]] asio::awaitable<void> say_goodbye();
  void close(std::string_view why) noexcept;
  [[nodiscard]] bool closed() const noexcept { return closed_; }
  [[nodiscard]] const tracer& trace() const noexcept { return trace_; }
  /// Traces the line that was taken last, with `text` as its text.
  void trace_line(std::string_view text) const { trace_.received(text, line_wire_octets_); }

 private:
  void arm();
  /// Returns the library's code for an error of the stream. If the deadline or the minimum speed has closed the stream,
  /// the code says that, because the stream only reports that it was closed.
  [[nodiscard]] boost::system::error_code translate_error(boost::system::error_code code) const;
  void trace_security() const;
  [[nodiscard]] asio::awaitable<void> drain();

  net::stream_ptr stream_;
  asio::any_io_executor executor_;
  net::clock& time_;
  tracer trace_;
  connection_settings settings_;
  wire::input_buffer input_;
  net::deadline deadline_;
  net::time_point due_;
  pace_watch pace_;
  net::signal writer_idle_;
  std::string backlog_;
  std::string in_hand_;
  std::optional<boost::system::error_code> write_error_;
  std::optional<bool> speaks_bare_lf_;
  std::size_t line_wire_octets_ = 0;
  bool writing_ = false;
  bool armed_ = false;
  const bool* out_of_time_ = nullptr;  // not null while the caller has a deadline for the whole
  bool closed_ = false;
};

}  // namespace pop3kit::engine
