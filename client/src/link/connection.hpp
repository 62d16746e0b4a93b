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
  std::size_t line_octets = 0;  ///< the longest line that is taken, with its line end
  pace_settings pace{};         ///< of what streams
};

/// A stream with a window of input, a deadline and a trace. It handles lines and octets, not commands. After an error
/// it is closed.
class connection {
 public:
  connection(net::stream_ptr stream, net::clock& time, tracer trace, const connection_settings& settings);
  ~connection();
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  /// Waits for at least one more octet of input. The deadline of the reply that is due runs from the first wait (or
  /// write) after the former reply, and trickling octets do not move it.
  [[nodiscard]] asio::awaitable<outcome<>> fill();
  /// Takes what has arrived meanwhile, without waiting for it.
  [[nodiscard]] outcome<> look();
  /// Returns the rest of the window. The caller consumes it.
  [[nodiscard]] std::span<char> pending() noexcept { return input_.pending(); }
  void consume(std::size_t octets) noexcept { input_.consume(octets); }
  /// Takes a line if all of it has arrived. Valid until the next fill().
  [[nodiscard]] outcome<std::optional<std::string_view>> take_line();
  [[nodiscard]] asio::awaitable<outcome<std::string_view>> read_line();
  [[nodiscard]] std::size_t longest_line() const noexcept { return settings_.line_octets; }
  /// LF alone ends lines only where the server has sent nothing else from its first line on.
  [[nodiscard]] wire::line_ends line_ends() const noexcept;

  /// The next octets belong to another reply, or to another 64 KiB: the deadline starts afresh at the next wait.
  void restart_deadline() noexcept { armed_ = false; }
  /// Moves the deadline on by the time in which the client did not wait, for instance in a sink.
  void excuse(net::duration spent);
  /// Between these, what comes is watched for its pace: errc::too_slow.
  void begin_streaming() noexcept { pace_.begin(); }
  void end_streaming() noexcept { pace_.end(); }
  [[nodiscard]] net::time_point now() const noexcept { return time_.now(); }
  /// No reply is due: idle connections have no deadline and give their window back.
  void rest() noexcept;
  /// Replaces the time that each reply may take.
  void bound_replies(net::duration most) noexcept { settings_.timeout = most; }
  /// Until release_deadline(), replies have no deadline of their own: somebody else bounds the whole, and sets
  /// `out_of_time` before it cancels what is under way. The flag must live until then.
  void hold_deadline(const bool& out_of_time) noexcept { out_of_time_ = &out_of_time; }
  void release_deadline() noexcept { out_of_time_ = nullptr; }

  [[nodiscard]] asio::awaitable<outcome<>> write(std::string_view octets);
  /// Writes beside the reader, in order; failures show in fill(). finish_writes() must be awaited before this object
  /// goes.
  void start_write(std::string_view octets);
  [[nodiscard]] bool writing() const noexcept { return writing_; }
  [[nodiscard]] asio::awaitable<void> finish_writes();

  /// Puts TLS on top. No octet of input may be pending.
  [[nodiscard]] asio::awaitable<outcome<>> secure(std::shared_ptr<net::tls_context> context, std::string host,
                                                  net::tls_diagnosis& diagnosis);
  [[nodiscard]] bool secured() const noexcept { return tls() != nullptr; }
  /// Returns facts about TLS, or null without TLS.
  [[nodiscard]] const net::tls_facts* tls() const noexcept { return stream_ ? stream_->tls() : nullptr; }
  void quick_acknowledge(bool on) noexcept;

  /// Ends the stream in good order, within the deadline of a reply.
  [[nodiscard]] asio::awaitable<void> say_goodbye();
  void close(std::string_view why) noexcept;
  [[nodiscard]] bool closed() const noexcept { return closed_; }
  [[nodiscard]] const tracer& trace() const noexcept { return trace_; }
  /// Tells the trace of the line that was taken last, or of `text` in its place.
  void trace_line(std::string_view text) const { trace_.received(text, line_wire_octets_); }

 private:
  void arm();
  [[nodiscard]] boost::system::error_code told(boost::system::error_code code) const;
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
  const bool* out_of_time_ = nullptr;  // while somebody else bounds the whole
  bool closed_ = false;
};

}  // namespace pop3kit::engine
