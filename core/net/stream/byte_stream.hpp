#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <memory>
#include <span>

#include "wire/outcome.hpp"

namespace pop3kit::net {

namespace asio = boost::asio;

struct tls_facts;

/// A duplex stream of octets. One read and one write may run at the same time, on one executor (or strand). If the
/// awaiting coroutine is cancelled, or its own side closes the stream, an operation completes with errc::cancelled. A
/// cancelled read has taken nothing. A cancelled write may have sent a part: after it, the stream can still be read,
/// but not written. Asio throws at the next co_await of a cancelled coroutine, unless the coroutine has called
/// `this_coro::throw_if_cancelled(false)`. The stream must outlive its operations.
class byte_stream {
 public:
  byte_stream() = default;
  byte_stream(const byte_stream&) = delete;
  byte_stream& operator=(const byte_stream&) = delete;
  virtual ~byte_stream() = default;

  [[nodiscard]] virtual asio::any_io_executor get_executor() = 0;

  /// Reads at least one octet, or returns an error. An orderly end is errc::connection_closed. An end of TLS without
  /// close_notify is errc::tls_truncated.
  [[nodiscard]] virtual asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) = 0;

  /// Reads what has arrived, without waiting. Returns 0 if nothing has arrived, or if the stream cannot know. Errors as
  /// for read_some(). Must not be called during a read.
  [[nodiscard]] virtual outcome<std::size_t> read_now(std::span<char> /*room*/) { return std::size_t{0}; }

  /// Writes all octets, or returns an error. `octets` must live until the awaitable completes.
  [[nodiscard]] virtual asio::awaitable<outcome<>> write(std::span<const char> octets) = 0;

  /// Ends this direction in an orderly way: sends close_notify on TLS, then the end of the stream.
  [[nodiscard]] virtual asio::awaitable<outcome<>> shutdown() = 0;

  /// Ends both directions at once. Running operations complete with an error. Idempotent.
  virtual void close() noexcept = 0;

  /// Closes the stream, and the peer sees a reset if the transport has one.
  virtual void reset() noexcept { close(); }

  /// If on, each read acknowledges at once what arrived before it. Otherwise a peer that sends a response in two pieces
  /// would wait for our delayed acknowledgement, 40 ms each time. No effect on streams without TCP.
  virtual void quick_acknowledge(bool /*on*/) noexcept {}

  /// Returns facts about TLS, or null for a plain stream.
  [[nodiscard]] virtual const tls_facts* tls() const noexcept { return nullptr; }
};

using stream_ptr = std::unique_ptr<byte_stream>;

}  // namespace pop3kit::net
