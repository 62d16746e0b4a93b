#include "journal/change_notifier.hpp"

#include <boost/asio/this_coro.hpp>

#include "net/time/deadline.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

asio::awaitable<void> change_notifier::wait(net::clock& time, net::time_point until) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  net::signal woken(executor);
  net::deadline limit(time, executor, [&woken] { woken.notify(); });
  limit.expires_at(until);
  /// Unregisters even if the waiting coroutine is destroyed.
  struct registration {
    std::list<net::signal*>& in;
    std::list<net::signal*>::iterator at;
    ~registration() { in.erase(at); }
  };
  const registration held{waiting_, waiting_.insert(waiting_.end(), &woken)};
  const auto rung = co_await woken.wait();
  static_cast<void>(rung);
}

void change_notifier::notify() noexcept {
  for (net::signal* const each : waiting_) each->notify();
}

}  // namespace pop3kit::serving
