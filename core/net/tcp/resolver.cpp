#include "net/tcp/resolver.hpp"

#include <netdb.h>

#include <boost/asio/ip/basic_endpoint.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstring>
#include <memory>

#include "net/async/aside.hpp"

namespace pop3kit::net {

namespace {

using addresses = std::vector<asio::ip::address>;

addresses ask_system(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* list = nullptr;
  if (getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0) return {};
  addresses found;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    asio::ip::tcp::endpoint endpoint;
    if (entry->ai_addrlen > endpoint.capacity()) continue;
    endpoint.resize(entry->ai_addrlen);
    std::memcpy(endpoint.data(), entry->ai_addr, entry->ai_addrlen);
    found.push_back(endpoint.address());
  }
  freeaddrinfo(list);
  return found;
}

}  // namespace

asio::awaitable<outcome<addresses>> resolve(std::string host) {
  // Code that reads a C string would take the part before a NUL for the host, which is a different host.
  if (host.empty() || host.find('\0') != std::string::npos) co_return errc::host_not_found;
  boost::system::error_code no_literal;
  const asio::ip::address literal = asio::ip::make_address(host, no_literal);
  if (!no_literal) co_return addresses{literal};
  const auto found = std::make_shared<addresses>();
  std::function<void()> look_up = [found, host = std::move(host)] { *found = ask_system(host); };
  const outcome<> asked = co_await run_aside(std::move(look_up));
  if (!asked) co_return asked.error();
  if (found->empty()) co_return errc::host_not_found;
  co_return std::move(*found);
}

}  // namespace pop3kit::net
