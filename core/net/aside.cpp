#include "net/aside.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "net/signal.hpp"

namespace pop3kit::net {

namespace {

/// What the coroutine and the thread share. The executor lives here only as long as the coroutine waits, so that work
/// which outlasts the execution context does not touch it.
struct meeting {
  std::mutex mutex;
  signal* waiting = nullptr;
  std::optional<asio::any_io_executor> executor;
};

/// Ends the thread's interest in the coroutine, also when the coroutine is destroyed while it waits.
class meeting_guard {
 public:
  explicit meeting_guard(std::shared_ptr<meeting> held) : meeting_(std::move(held)) {}
  meeting_guard(const meeting_guard&) = delete;
  meeting_guard& operator=(const meeting_guard&) = delete;
  ~meeting_guard() {
    const std::lock_guard lock(meeting_->mutex);
    meeting_->waiting = nullptr;
    meeting_->executor.reset();
  }

 private:
  std::shared_ptr<meeting> meeting_;
};

void tell(const std::shared_ptr<meeting>& shared) {
  const std::lock_guard lock(shared->mutex);
  if (shared->waiting == nullptr) return;
  asio::post(*shared->executor, [shared] {
    const std::lock_guard wake_lock(shared->mutex);
    if (shared->waiting != nullptr) shared->waiting->notify();
  });
}

}  // namespace

asio::awaitable<outcome<>> run_aside(std::function<void()> work) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  signal done(executor);
  const auto shared = std::make_shared<meeting>();
  shared->waiting = &done;
  shared->executor = executor;
  const meeting_guard guard(shared);
  try {
    std::thread([shared, work = std::move(work)]() mutable {
      work();
      // What the work owns ends before anybody hears that it has.
      work = nullptr;
      tell(shared);
    }).detach();
  } catch (const std::system_error& error) {
    co_return boost::system::error_code(error.code());
  }
  co_return co_await done.wait();
}

}  // namespace pop3kit::net
