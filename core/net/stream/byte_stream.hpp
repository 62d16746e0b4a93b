#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "wire/outcome.hpp"

namespace pop3kit::net {

namespace asio = boost::asio;

/// Facts of an established TLS connection, for reports and channel binding.
struct tls_facts {
  std::string protocol;  ///< "TLSv1.3"
  std::string cipher;
  bool session_reused = false;
  std::string tls_unique;            ///< RFC 5929, octets; empty where it does not apply (TLS 1.3)
  std::string tls_exporter;          ///< RFC 9266, octets
  std::string tls_server_end_point;  ///< RFC 5929, octets
  std::string client_name;           ///< common name of the verified client certificate, at the server's end
};

/// A duplex stream of octets. One read and one write may be under way at the same time, on one executor (or strand).
/// Every operation honours the cancellation slot of the coroutine that awaits it and completes with errc::cancelled
/// then; so does an operation on a stream that its own side has closed. A cancelled read has taken nothing, a cancelled
/// write may have sent a part: the stream can be read on, but not written on. Asio throws at the next co_await of a
/// coroutine that was cancelled, unless it has asked for `this_coro::throw_if_cancelled(false)`. The stream must
/// outlive its operations.
class byte_stream {
 public:
  byte_stream() = default;
  byte_stream(const byte_stream&) = delete;
  byte_stream& operator=(const byte_stream&) = delete;
  virtual ~byte_stream() = default;

  [[nodiscard]] virtual asio::any_io_executor get_executor() = 0;

  /// At least one octet, or an error. An orderly end is errc::connection_closed; TLS without close_notify is
  /// errc::tls_truncated.
  [[nodiscard]] virtual asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) = 0;

  /// What has arrived already, without waiting: 0 octets if nothing has. Errors as above. No read may be under way. A
  /// stream that cannot tell says 0.
  [[nodiscard]] virtual outcome<std::size_t> read_now(std::span<char> /*room*/) { return std::size_t{0}; }

  /// All of it, or an error. `octets` must live until the awaitable completes.
  [[nodiscard]] virtual asio::awaitable<outcome<>> write(std::span<const char> octets) = 0;

  /// Says goodbye in good order: close_notify where there is TLS, then no more octets in this direction.
  [[nodiscard]] virtual asio::awaitable<outcome<>> shutdown() = 0;

  /// Ends both directions at once; operations under way complete with an error. Idempotent.
  virtual void close() noexcept = 0;

  /// As close(), and the peer sees a reset where the transport knows one.
  virtual void reset() noexcept { close(); }

  /// While on, each read acknowledges at once what arrived before it. A peer that sends a response in two pieces would
  /// otherwise wait for our delayed acknowledgement, 40 ms each time. No effect where there is no TCP below.
  virtual void quick_acknowledge(bool /*on*/) noexcept {}

  /// Null on plain streams.
  [[nodiscard]] virtual const tls_facts* tls() const noexcept { return nullptr; }
};

using stream_ptr = std::unique_ptr<byte_stream>;

}  // namespace pop3kit::net
