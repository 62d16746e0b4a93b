#include "net/async/aside.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "net/async/signal.hpp"

namespace pop3kit::net {

namespace {

/// Shared by an execution context and the threads that may outlive it.
struct threshold {
  std::mutex mutex;
  bool open = true;
};

/// Closes the threshold when the context begins to end. After that, its scheduler, which is older, destroys posted work
/// without regard to other threads.
class threshold_service final : public asio::execution_context::service {
 public:
  using key_type = threshold_service;
  static asio::execution_context::id id;

  explicit threshold_service(asio::execution_context& context) : asio::execution_context::service(context) {}
  [[nodiscard]] const std::shared_ptr<threshold>& held() const noexcept { return threshold_; }

 private:
  void shutdown() noexcept override {
    const std::lock_guard lock(threshold_->mutex);
    threshold_->open = false;
  }

  const std::shared_ptr<threshold> threshold_ = std::make_shared<threshold>();
};

asio::execution_context::id threshold_service::id;

std::shared_ptr<threshold> threshold_of(const asio::any_io_executor& executor) {
  asio::execution_context& context = asio::query(executor, asio::execution::context);
  return asio::use_service<threshold_service>(context).held();
}

/// Shared by the coroutine and the thread, guarded by the threshold's mutex. Holds the executor only while the
/// coroutine waits.
struct meeting {
  explicit meeting(std::shared_ptr<threshold> into) : entrance(std::move(into)) {}
  const std::shared_ptr<threshold> entrance;
  signal* waiting = nullptr;
  std::optional<asio::any_io_executor> executor;
};

/// Detaches the thread from the coroutine, also if the coroutine is destroyed while it waits.
class meeting_guard {
 public:
  explicit meeting_guard(std::shared_ptr<meeting> held) : meeting_(std::move(held)) {}
  meeting_guard(const meeting_guard&) = delete;
  meeting_guard& operator=(const meeting_guard&) = delete;
  ~meeting_guard() {
    const std::lock_guard lock(meeting_->entrance->mutex);
    meeting_->waiting = nullptr;
    meeting_->executor.reset();
  }

 private:
  std::shared_ptr<meeting> meeting_;
};

void tell(const std::shared_ptr<meeting>& shared) {
  const std::lock_guard lock(shared->entrance->mutex);
  if (shared->waiting == nullptr || !shared->entrance->open) return;
  asio::post(*shared->executor, [shared] {
    // This runs on the coroutine's executor, so the coroutine cannot be destroyed meanwhile.
    if (shared->waiting != nullptr) shared->waiting->notify();
  });
}

}  // namespace

asio::awaitable<outcome<>> run_aside(std::function<void()> work) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  signal done(executor);
  const auto shared = std::make_shared<meeting>(threshold_of(executor));
  shared->waiting = &done;
  shared->executor = executor;
  const meeting_guard guard(shared);
  try {
    std::thread([shared, work = std::move(work)]() mutable {
      work();
      // Destroys what the work owns before the coroutine is told that it has ended.
      work = nullptr;
      tell(shared);
    }).detach();
  } catch (const std::system_error& error) {
    co_return boost::system::error_code(error.code());
  }
  co_return co_await done.wait();
}

}  // namespace pop3kit::net
