#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// A listening TCP socket. It is bound and listening when open() has returned. Port 0 stands for any free port. Belongs
/// to one executor, which accepted streams share.
class listener {
 public:
  explicit listener(const asio::any_io_executor& executor);
  ~listener();
  listener(const listener&) = delete;
  listener& operator=(const listener&) = delete;

  /// Binds and listens. `host` is an address, or a name that is resolved at once, which blocks. Of the addresses of a
  /// name, it takes the first that this machine has, IPv4 first, because more clients try IPv4. Errors:
  /// errc::host_not_found if the name has no address, otherwise the system's.
  [[nodiscard]] outcome<> open(const std::string& host, std::uint16_t port);
  /// Returns the bound port. 0 before open(). Still known after close().
  [[nodiscard]] std::uint16_t port() const noexcept;
  /// Waits for the next connection. Errors: errc::cancelled if the listener is closed or the coroutine is cancelled,
  /// otherwise the system's, for instance if no file descriptor is left. accept() may be called again after that. The
  /// listener must outlive the call.
  [[nodiscard]] asio::awaitable<outcome<stream_ptr>> accept();
  void close() noexcept;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace pop3kit::net
