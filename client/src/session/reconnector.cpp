#include "session/reconnector.hpp"

#include <algorithm>
#include <utility>

#include "net/async/bounded.hpp"
#include "net/async/is_cancelled.hpp"

namespace pop3kit::engine {

bool reconnector::is_loss(const failure& cause) {
  if (cause.code() == errc::cancelled) return false;
  return cause.kind() == fault::transport || cause.kind() == fault::deadline;
}

/// Returns 0 before the first attempt. After that the wait doubles each time.
net::duration reconnector::next_wait() const {
  const reconnection& allowed = around_.options().reconnect;
  if (attempts_ == 0) return net::duration::zero();
  net::duration wait = allowed.first_wait;
  for (std::size_t i = 1; i < attempts_ && wait < allowed.longest_wait; ++i) wait *= 2;
  return std::min<net::duration>(wait, allowed.longest_wait);
}

asio::awaitable<outcome<>> reconnector::rest() {
  if (co_await net::is_cancelled()) co_return errc::cancelled;
  const net::duration wait = next_wait();
  if (wait <= net::duration::zero()) co_return outcome<>{};
  bool expired = false;
  auto sleeping = net::sleep_for(around_.time(), wait);
  co_return co_await net::run_bounded(std::move(sleeping), held_, around_.time(), net::duration::max(), expired);
}

asio::awaitable<result<std::unique_ptr<session>>> reconnector::open(failure cause) {
  while (attempts_ < most_attempts_) {
    const outcome<> rested = co_await rest();
    if (!rested) co_return failure(rested.error()).set_session_usable(false);
    ++attempts_;
    result<std::unique_ptr<session>> opened = co_await session::open(around_, held_, around_.learned());
    if (opened) co_return opened;
    cause = opened.error();
    if (!is_loss(cause) && cause.retry_advice() != retry::later) break;
  }
  co_return cause;
}

}  // namespace pop3kit::engine
