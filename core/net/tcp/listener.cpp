#include "net/tcp/listener.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <vector>

#include "net/tcp/tcp_stream.hpp"

namespace pop3kit::net {

using asio::ip::tcp;
using boost::system::error_code;

struct listener::state {
  explicit state(const asio::any_io_executor& executor) : acceptor(executor) {}
  tcp::acceptor acceptor;
  std::uint16_t port = 0;
};

listener::listener(const asio::any_io_executor& executor) : state_(std::make_unique<state>(executor)) {}

listener::~listener() = default;

namespace {

error_code listen(tcp::acceptor& acceptor, const tcp::endpoint& where) {
  error_code code;
  acceptor.open(where.protocol(), code);
  if (!code) acceptor.set_option(asio::socket_base::reuse_address(true), code);
  if (!code) acceptor.bind(where, code);
  if (!code) acceptor.listen(asio::socket_base::max_listen_connections, code);
  return code;
}

/// Returns an address, or all addresses of a name, IPv4 first.
std::vector<asio::ip::address> addresses_of(const std::string& host, const asio::any_io_executor& executor) {
  error_code code;
  const asio::ip::address literal = asio::ip::make_address(host, code);
  if (!code) return {literal};
  tcp::resolver names(executor);
  std::vector<asio::ip::address> found;
  for (const auto& each : names.resolve(host, "", code)) found.push_back(each.endpoint().address());
  std::ranges::stable_partition(found, [](const asio::ip::address& each) { return each.is_v4(); });
  return found;
}

/// Returns true if this machine does not have the address. It may have another address of the same name.
bool is_elsewhere(const error_code& code) {
  return code == boost::system::errc::address_not_available ||
         code == boost::system::errc::address_family_not_supported;
}

}  // namespace

outcome<> listener::open(const std::string& host, std::uint16_t port) {
  error_code code = make_error_code(errc::host_not_found);
  for (const asio::ip::address& each : addresses_of(host, state_->acceptor.get_executor())) {
    close();
    code = listen(state_->acceptor, tcp::endpoint(each, port));
    if (!is_elsewhere(code)) break;
  }
  tcp::endpoint bound;
  if (!code) bound = state_->acceptor.local_endpoint(code);
  if (code) {
    close();
    return code;
  }
  state_->port = bound.port();
  return {};
}

std::uint16_t listener::port() const noexcept {
  return state_->port;
}

asio::awaitable<outcome<stream_ptr>> listener::accept() {
  for (;;) {
    auto [code, socket] = co_await state_->acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
    // The peer closed the connection before it was accepted. Accept the next one.
    if (code == asio::error::connection_aborted) continue;
    if (code) co_return stream_error(code);
    co_return make_tcp_stream(std::move(socket));
  }
}

void listener::close() noexcept {
  error_code ignored;
  state_->acceptor.close(ignored);
}

}  // namespace pop3kit::net
