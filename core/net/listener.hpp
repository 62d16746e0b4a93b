#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "net/byte_stream.hpp"

namespace pop3kit::net {

/// A listening TCP socket. Port 0 takes a free one; bound and listening once open() has returned.
class listener {
 public:
  explicit listener(asio::any_io_executor executor);
  ~listener();
  listener(const listener&) = delete;
  listener& operator=(const listener&) = delete;

  [[nodiscard]] outcome<> open(const std::string& address, std::uint16_t port);
  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] asio::awaitable<outcome<stream_ptr>> accept();
  void close() noexcept;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace pop3kit::net
