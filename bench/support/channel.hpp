#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

/// Blocking sockets with as little code as possible between them and the system, for floors and upper bounds.
namespace bench {

struct free_ssl {
  void operator()(SSL* held) const noexcept { SSL_free(held); }
  void operator()(SSL_CTX* held) const noexcept { SSL_CTX_free(held); }
};
using ssl_ptr = std::unique_ptr<SSL, free_ssl>;
using ssl_context_ptr = std::unique_ptr<SSL_CTX, free_ssl>;

class socket_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One connected socket, with optional TLS. Reads and writes throw socket_error at the end of the stream.
class channel {
 public:
  explicit channel(int descriptor) noexcept : descriptor_(descriptor) {}
  channel(channel&& other) noexcept : descriptor_(other.descriptor_), ssl_(std::move(other.ssl_)) {
    other.descriptor_ = -1;
  }
  channel& operator=(channel&&) = delete;
  ~channel();

  /// Connects to a port of 127.0.0.1. If there is a context, performs the handshake.
  [[nodiscard]] static channel dial(std::uint16_t port, SSL_CTX* context = nullptr);

  void accept_tls(SSL_CTX* context);
  void connect_tls(SSL_CTX* context);
  [[nodiscard]] std::size_t read_some(std::span<char> room);
  void write_all(std::string_view octets);
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] bool secured() const noexcept { return ssl_ != nullptr; }
  /// Acknowledges input at once. Servers that send a response in two pieces stall otherwise.
  void quick_acknowledge(bool on) noexcept { quick_acknowledge_ = on; }

 private:
  int descriptor_;
  ssl_ptr ssl_;
  bool quick_acknowledge_ = false;
};

/// Trusts every certificate, because the peer is a server of the benchmark.
[[nodiscard]] ssl_context_ptr make_client_context();

/// A listening socket on a free port of 127.0.0.1.
class listening_socket {
 public:
  listening_socket();
  listening_socket(const listening_socket&) = delete;
  listening_socket& operator=(const listening_socket&) = delete;
  ~listening_socket();
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] channel accept() const;

 private:
  int descriptor_;
  std::uint16_t port_ = 0;
};

}  // namespace bench
