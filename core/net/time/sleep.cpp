#include <boost/asio/this_coro.hpp>

#include "net/async/signal.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::net {

namespace asio = boost::asio;

time_point later(time_point moment, duration wait) noexcept {
  if (wait > duration::zero() && moment > time_point::max() - wait) return time_point::max();
  return moment + wait;
}

asio::awaitable<outcome<>> sleep_until(clock& time, time_point when) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  signal woken(executor);
  const std::unique_ptr<timer> alarm = time.make_timer(executor);
  alarm->arm(when, [&woken] { woken.notify(); });
  co_return co_await woken.wait();
}

asio::awaitable<outcome<>> sleep_for(clock& time, duration wait) {
  return sleep_until(time, later(time.now(), wait));
}

}  // namespace pop3kit::net
