#include "net/resolver.hpp"

#include <netdb.h>

#include <boost/asio/ip/basic_endpoint.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <cstring>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "net/signal.hpp"

namespace pop3kit::net {

namespace {

using addresses = std::vector<asio::ip::address>;

/// What the coroutine and the look-up's thread share. The executor lives here only as long as the coroutine waits, so
/// that a look-up which outlasts the execution context does not touch it.
struct lookup {
  std::mutex mutex;
  signal* waiting = nullptr;
  std::optional<asio::any_io_executor> executor;
  addresses found;
};

/// Ends the thread's interest in the coroutine, also when the coroutine is destroyed while it waits.
class lookup_guard {
 public:
  explicit lookup_guard(std::shared_ptr<lookup> held) : lookup_(std::move(held)) {}
  lookup_guard(const lookup_guard&) = delete;
  lookup_guard& operator=(const lookup_guard&) = delete;
  ~lookup_guard() {
    const std::lock_guard lock(lookup_->mutex);
    lookup_->waiting = nullptr;
    lookup_->executor.reset();
  }

 private:
  std::shared_ptr<lookup> lookup_;
};

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

void look_up(const std::shared_ptr<lookup>& shared, const std::string& host) {
  addresses found = ask_system(host);
  const std::lock_guard lock(shared->mutex);
  if (shared->waiting == nullptr) return;
  shared->found = std::move(found);
  asio::post(*shared->executor, [shared] {
    const std::lock_guard wake_lock(shared->mutex);
    if (shared->waiting != nullptr) shared->waiting->notify();
  });
}

asio::awaitable<outcome<addresses>> ask_system_aside(std::string host) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  signal done(executor);
  const auto shared = std::make_shared<lookup>();
  shared->waiting = &done;
  shared->executor = executor;
  const lookup_guard guard(shared);
  try {
    std::thread([shared, host = std::move(host)] { look_up(shared, host); }).detach();
  } catch (const std::system_error& error) {
    co_return boost::system::error_code(error.code());
  }
  const outcome<> woken = co_await done.wait();
  if (!woken) co_return woken.error();
  if (shared->found.empty()) co_return errc::host_not_found;
  co_return std::move(shared->found);
}

}  // namespace

asio::awaitable<outcome<addresses>> resolve(std::string host) {
  // Whatever reads a C string would take what stands before a NUL for the host: another one.
  if (host.empty() || host.find('\0') != std::string::npos) co_return errc::host_not_found;
  boost::system::error_code no_literal;
  const asio::ip::address literal = asio::ip::make_address(host, no_literal);
  if (!no_literal) co_return addresses{literal};
  co_return co_await ask_system_aside(std::move(host));
}

}  // namespace pop3kit::net
