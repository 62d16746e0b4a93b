#pragma once

#include <boost/asio/this_coro.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "client_state.hpp"
#include "net/async/bounded.hpp"
#include "net/async/signal.hpp"

namespace pop3kit::engine {

/// Runs the operations of an async_client on its state, one at a time.
///
/// No operation begins after the client or its execution context was destroyed; those that are running are cancelled.
/// Between operations it keeps the session alive with NOOP, if the options ask for it.
class client_core : public std::enable_shared_from_this<client_core> {
 public:
  client_core(asio::any_io_executor executor, client_options options, connector connect, net::clock& time);
  ~client_core();
  client_core(const client_core&) = delete;
  client_core& operator=(const client_core&) = delete;

  /// Runs an operation on the state of `self`, which it keeps alive, and updates the state if the session has ended.
  ///
  /// Refuses a second operation at the same time. Cancellation does not throw, and close() cancels the operation. An
  /// exception of the caller's code, such as a sink, ends the session and is thrown on.
  template <class T>
  static asio::awaitable<result<T>> exclusive(std::shared_ptr<client_core> self, asio::awaitable<result<T>> work);

  /// Ends the session and cancels the running operation. Deletion marks are lost.
  void close() noexcept;
  /// Called when the client object is destroyed. Closes, and refuses operations that have not begun. A running one ends
  /// with errc::cancelled, and keeps this object alive until then.
  void abandon() noexcept;
  /// Called when the execution context is being destroyed. Destroys everything that belongs to the context, at once or
  /// when the running operation has been destroyed, and refuses every operation from now on.
  void leave_context() noexcept;
  [[nodiscard]] bool has_left_context() const noexcept { return context_left_; }

  /// Sets the progress handler. It is not called any more after abandon(), because what it refers to may be destroyed
  /// together with the client.
  void watch_progress(progress_handler watcher);
  [[nodiscard]] client_state& state() noexcept { return state_; }

 private:
  /// Held by a coroutine that uses the client. It must be the first object that the coroutine makes, so that it is the
  /// last one to be destroyed.
  class context_user {
   public:
    explicit context_user(client_core& core) : core_(core) {}
    ~context_user() {
      if (core_.context_left_) core_.let_go_of_context();
    }
    context_user(const context_user&) = delete;
    context_user& operator=(const context_user&) = delete;

   private:
    client_core& core_;
  };

  /// Held by the operation or the NOOP that is using the session.
  class turn {
   public:
    explicit turn(bool& taken) : taken_(taken) { taken_ = true; }
    ~turn() { taken_ = false; }
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;

   private:
    bool& taken_;
  };

  void let_go_of_context() noexcept;
  /// Called before an operation: waits until no NOOP is running. Returns false if it was cancelled meanwhile.
  asio::awaitable<bool> stop_keeping_alive();
  /// Called after an operation: starts the timer for the next NOOP.
  void keep_alive();
  void start_noop();
  asio::awaitable<void> send_noop(std::shared_ptr<client_core> self);
  [[nodiscard]] bool is_idle() const noexcept { return !busy_ && !sending_noop_; }

  client_state state_;
  leash operation_;  // of the running operation
  bool busy_ = false;
  std::unique_ptr<net::timer> alarm_;
  std::optional<net::signal> noop_over_;
  bool sending_noop_ = false;
  bool abandoned_ = false;
  bool context_left_ = false;
};

template <class T>
asio::awaitable<result<T>> client_core::exclusive(std::shared_ptr<client_core> self, asio::awaitable<result<T>> work) {
  client_core& core = *self;
  session_keeper& keeper = core.state_.session;
  const context_user user(core);
  // Declared after `user` and `self`, so that the operation is destroyed before the objects it refers to.
  asio::awaitable<result<T>> operation = std::move(work);
  if (core.abandoned_) co_return failure(errc::cancelled);
  if (core.busy_) co_return failure(errc::operation_in_progress);
  const turn taken(core.busy_);
  keeper.set_closed(false);
  const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none) co_return failure(errc::cancelled).set_session_usable(true);
  const bool throws = co_await asio::this_coro::throw_if_cancelled();
  co_await asio::this_coro::throw_if_cancelled(false);
  std::exception_ptr thrown;
  std::optional<result<T>> done;
  try {
    const bool free = co_await core.stop_keeping_alive();
    if (free && !keeper.is_closed()) {
      done.emplace(co_await net::run_tied(std::move(operation), core.operation_));
    } else {
      done.emplace(failure(errc::cancelled).set_session_usable(!keeper.is_closed()));
    }
  } catch (...) {
    thrown = std::current_exception();
  }
  if (thrown && keeper.get() != nullptr) co_await keeper->abandon();
  if (done && !*done && keeper.is_closed()) done.emplace(failure(done->error()).set_session_usable(false));
  keeper.settle();
  core.keep_alive();
  co_await asio::this_coro::throw_if_cancelled(throws);
  if (thrown) std::rethrow_exception(thrown);
  co_return std::move(*done);
}

}  // namespace pop3kit::engine
