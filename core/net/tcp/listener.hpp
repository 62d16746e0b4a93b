#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// A listening TCP socket. Port 0 takes a free one; bound and listening once open() has returned. Belongs to one
/// executor, which accepted streams share.
class listener {
 public:
  explicit listener(const asio::any_io_executor& executor);
  ~listener();
  listener(const listener&) = delete;
  listener& operator=(const listener&) = delete;

  /// `host` is an address, or a name that is resolved at once, which blocks. Of the addresses of a name, the first that
  /// this machine has is listened on; those of IPv4 come first, because more clients try them. Errors:
  /// errc::host_not_found if the name has no address, else the system's.
  [[nodiscard]] outcome<> open(const std::string& host, std::uint16_t port);
  /// The port that was bound, 0 before open(); known even after close().
  [[nodiscard]] std::uint16_t port() const noexcept;
  /// The next connection. errc::cancelled when closed or cancelled; else the system's code, after which accepting may
  /// go on (no file descriptor left, say). The listener must outlive it.
  [[nodiscard]] asio::awaitable<outcome<stream_ptr>> accept();
  void close() noexcept;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace pop3kit::net
