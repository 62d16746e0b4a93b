#include "client_core.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "link/single_reply.hpp"

namespace pop3kit::engine {

client_core::client_core(asio::any_io_executor executor, client_options options, connector connect, net::clock& time)
    : state_(std::move(executor), std::move(options), std::move(connect), time), noop_over_(state_.around.executor()) {}

client_core::~client_core() = default;

void client_core::close() noexcept {
  if (context_left_) return state_.session.set_closed(true);
  operation_.pull();
  state_.session.close(is_idle());
}

void client_core::abandon() noexcept {
  abandoned_ = true;
  close();
}

void client_core::leave_context() noexcept {
  context_left_ = true;
  abandoned_ = true;
  if (is_idle()) let_go_of_context();
}

/// Executors are released too, because some of them, such as strands, access their context.
void client_core::let_go_of_context() noexcept {
  if (!is_idle()) return;
  state_.session.let_go();
  alarm_.reset();
  noop_over_.reset();
  operation_ = leash();
  state_.around.forget_executor();
}

void client_core::watch_progress(progress_handler watcher) {
  state_.progress = nullptr;
  if (!watcher) return;
  state_.progress = [this, watcher = std::move(watcher)](const transfer_progress& so_far) {
    if (!abandoned_) watcher(so_far);
  };
}

asio::awaitable<bool> client_core::stop_keeping_alive() {
  if (alarm_) alarm_->cancel();
  while (sending_noop_) {
    const outcome<> woken = co_await noop_over_->wait();
    if (!woken) co_return false;
  }
  co_return true;
}

/// A timer keeps its execution context running, so none is armed unless the options ask for it.
void client_core::keep_alive() {
  const net::duration every = state_.options().keep_alive;
  if (abandoned_) return;
  if (every <= net::duration::zero() || !state_.session.is_up()) return;
  net::clock& time = state_.around.time();
  if (!alarm_) alarm_ = time.make_timer(state_.around.executor());
  alarm_->arm(net::later(time.now(), every), [held = weak_from_this()] {
    if (const auto self = held.lock()) self->start_noop();
  });
}

void client_core::start_noop() {
  if (!is_idle() || !state_.session.is_up()) return;
  sending_noop_ = true;
  asio::co_spawn(state_.around.executor(), send_noop(shared_from_this()), asio::detached);
}

/// It matters only whether a reply arrives, not what it says.
asio::awaitable<void> client_core::send_noop(std::shared_ptr<client_core> self) {
  const context_user user(*self);
  const turn under_way(self->sending_noop_);
  session_keeper& keeper = state_.session;
  if (const outcome<> there = keeper->still_there(); there) {
    single_reply asked(wire::verb::noop);
    static_cast<void>(co_await keeper->run_in_lock_step(asked));
  }
  sending_noop_ = false;
  // An operation that is waiting for its turn must still see that the client was closed.
  const bool closed = keeper.is_closed();
  keeper.settle();
  keeper.set_closed(closed && busy_);
  if (!busy_) keep_alive();
  noop_over_->notify();
}

}  // namespace pop3kit::engine
