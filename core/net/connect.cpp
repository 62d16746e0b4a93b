#include "net/connect.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/is_cancelled.hpp"
#include "net/resolver.hpp"
#include "net/tcp_stream.hpp"

namespace pop3kit::net {

asio::awaitable<outcome<stream_ptr>> connect_tcp(std::string host, std::uint16_t port) {
  using asio::ip::tcp;
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const auto addresses = co_await resolve(std::move(host));
  if (!addresses) co_return addresses.error();

  boost::system::error_code last;
  for (const asio::ip::address& address : *addresses) {
    if (co_await is_cancelled()) co_return errc::cancelled;
    tcp::socket socket(executor);
    const tcp::endpoint endpoint(address, port);
    std::tie(last) = co_await socket.async_connect(endpoint, asio::as_tuple(asio::use_awaitable));
    if (!last) co_return make_tcp_stream(std::move(socket));
    if (last == asio::error::operation_aborted) break;
  }
  co_return stream_error(last);
}

}  // namespace pop3kit::net
