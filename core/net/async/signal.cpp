#include "net/async/signal.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace pop3kit::net {

namespace asio = boost::asio;

signal::signal(const asio::any_io_executor& executor) : timer_(executor, asio::steady_timer::time_point::max()) {}

asio::awaitable<outcome<>> signal::wait() {
  if (!raised_) co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
  if (!raised_) co_return errc::cancelled;
  raised_ = false;
  co_return outcome<>();
}

void signal::notify() noexcept {
  raised_ = true;
  timer_.cancel();
}

}  // namespace pop3kit::net
