#include "support/channel.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <bit>

namespace bench {
namespace {

constexpr int read_ahead_octets = 256 * 1024;
constexpr int backlog = 4096;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void set_option(int descriptor, int level, int option) {
  const int on = 1;
  setsockopt(descriptor, level, option, &on, sizeof on);
}

template <class Address>
auto as_sockaddr(Address* address) {
  return std::bit_cast<std::conditional_t<std::is_const_v<Address>, const sockaddr*, sockaddr*>>(address);
}

}  // namespace

channel::~channel() {
  ssl_.reset();
  if (descriptor_ >= 0) close(descriptor_);
}

channel channel::dial(std::uint16_t port, SSL_CTX* context) {
  channel made(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = loopback(port);
  if (connect(made.descriptor_, as_sockaddr(&address), sizeof address) != 0) throw socket_error("connect");
  set_option(made.descriptor_, IPPROTO_TCP, TCP_NODELAY);
  if (context != nullptr) made.connect_tls(context);
  return made;
}

void channel::connect_tls(SSL_CTX* context) {
  ssl_.reset(SSL_new(context));
  SSL_set_fd(ssl_.get(), descriptor_);
  if (SSL_connect(ssl_.get()) != 1) throw socket_error("TLS handshake");
}

void channel::accept_tls(SSL_CTX* context) {
  ssl_.reset(SSL_new(context));
  SSL_set_fd(ssl_.get(), descriptor_);
  if (SSL_accept(ssl_.get()) != 1) throw socket_error("TLS handshake");
}

std::size_t channel::read_some(std::span<char> room) {
  if (quick_acknowledge_) set_option(descriptor_, IPPROTO_TCP, TCP_QUICKACK);
  const auto count = ssl_ ? SSL_read(ssl_.get(), room.data(), static_cast<int>(room.size()))
                          : static_cast<int>(read(descriptor_, room.data(), room.size()));
  if (count <= 0) throw socket_error("connection closed");
  return static_cast<std::size_t>(count);
}

void channel::write_all(std::string_view octets) {
  while (!octets.empty()) {
    const auto count = ssl_ ? SSL_write(ssl_.get(), octets.data(), static_cast<int>(octets.size()))
                            : static_cast<int>(send(descriptor_, octets.data(), octets.size(), MSG_NOSIGNAL));
    if (count <= 0) throw socket_error("write");
    octets.remove_prefix(static_cast<std::size_t>(count));
  }
}

ssl_context_ptr make_client_context() {
  ssl_context_ptr context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_read_ahead(context.get(), 1);
  SSL_CTX_set_default_read_buffer_len(context.get(), read_ahead_octets);
  return context;
}

listening_socket::listening_socket() : descriptor_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (bind(descriptor_, as_sockaddr(&address), size) != 0 || listen(descriptor_, backlog) != 0 ||
      getsockname(descriptor_, as_sockaddr(&address), &size) != 0)
    throw socket_error("listen");
  port_ = ntohs(address.sin_port);
}

listening_socket::~listening_socket() {
  close(descriptor_);
}

channel listening_socket::accept() const {
  channel made(::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC));
  if (made.descriptor() < 0) throw socket_error("accept");
  set_option(made.descriptor(), IPPROTO_TCP, TCP_NODELAY);
  return made;
}

}  // namespace bench
