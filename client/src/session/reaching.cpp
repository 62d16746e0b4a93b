#include "session/reaching.hpp"

#include <boost/asio/ip/address.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "net/proxy/connect_through.hpp"
#include "net/tcp/connect.hpp"
#include "session/host_name.hpp"

namespace pop3kit::engine {

namespace {

std::string host_and_port(const std::string& host, std::uint16_t port) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return (is_ipv6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

std::string with_addresses(const std::string& place, const std::string& tried) {
  return tried.empty() ? place : place + ", " + tried;
}

asio::awaitable<result<net::stream_ptr>> reach_by_proxy(environment& around, const proxy_options& proxy) {
  const std::uint16_t port = net::port_of(proxy);
  const std::string place = host_and_port(proxy.host, port);
  auto talk = net::make_negotiation(proxy, around.host(), around.port());
  if (!talk) co_return failure(talk.error());
  std::string tried;
  std::string host = to_wire_host(proxy.host).value_or(proxy.host);
  outcome<net::stream_ptr> lower = co_await around.connect()(std::move(host), port, tried);
  if (!lower) {
    const bool unreachable = fault_of(lower.error()) == fault::transport;
    if (!unreachable) co_return failure(lower.error(), with_addresses(place, tried));
    co_return failure(errc::proxy_unreachable, with_addresses(place + ": " + lower.error().message(), tried));
  }
  std::string said;
  std::unique_ptr<net::proxy_negotiation> steps = std::move(*talk);
  net::stream_ptr to_proxy = std::move(*lower);
  outcome<net::stream_ptr> through = co_await net::connect_through(std::move(to_proxy), std::move(steps), said);
  if (through) co_return std::move(*through);
  co_return failure(through.error(), around.masked(said.empty() ? place : place + ": " + said));
}

}  // namespace

std::string way_to_server(const environment& around) {
  const std::string where = host_and_port(around.host(), around.port());
  const std::optional<proxy_options>& proxy = around.options().proxy;
  return proxy ? where + " by the proxy " + host_and_port(proxy->host, net::port_of(*proxy)) : where;
}

connector connect_by_tcp(const std::string& local_address) {
  boost::system::error_code no_address;
  const asio::ip::address local = asio::ip::make_address(local_address, no_address);
  const std::optional<asio::ip::address> from = no_address ? std::nullopt : std::optional(local);
  return [from](std::string host, std::uint16_t port, std::string& tried) {
    net::connect_settings how;
    how.local_address = from;
    return net::connect_tcp(std::move(host), port, tried, std::move(how));
  };
}

asio::awaitable<result<net::stream_ptr>> reach_server(environment& around) {
  const std::optional<proxy_options>& proxy = around.options().proxy;
  if (proxy) co_return co_await reach_by_proxy(around, *proxy);
  std::string tried;
  outcome<net::stream_ptr> stream = co_await around.connect()(around.host(), around.port(), tried);
  if (!stream) co_return failure(stream.error(), with_addresses(way_to_server(around), tried));
  co_return std::move(*stream);
}

}  // namespace pop3kit::engine
