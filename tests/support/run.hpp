#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <variant>

#include "net/time/virtual_clock.hpp"

namespace pop3kit::testing {

namespace asio = boost::asio;

/// A coroutine that was started on an io_context: whether it is done, what came of it, and a way to cancel it.
template <class T>
class running {
 public:
  [[nodiscard]] bool done() const noexcept { return state_->value.has_value() || state_->exception != nullptr; }
  void cancel() { state_->signal.emit(asio::cancellation_type::terminal); }

  /// Rethrows what the coroutine threw; throws if it has not completed.
  T get() {
    if (state_->exception) std::rethrow_exception(state_->exception);
    if (!state_->value) throw std::logic_error("nothing is left to run, yet the operation has not completed");
    if constexpr (!std::is_void_v<T>) return std::move(*state_->value);
  }

 private:
  template <class U>
  friend running<U> start(asio::io_context& context, asio::awaitable<U> task);

  struct state {
    asio::cancellation_signal signal;
    std::optional<std::conditional_t<std::is_void_v<T>, std::monostate, T>> value;
    std::exception_ptr exception;
  };
  std::shared_ptr<state> state_ = std::make_shared<state>();
};

/// Starts the coroutine; it makes progress whenever the context runs.
template <class T>
running<T> start(asio::io_context& context, asio::awaitable<T> task) {
  running<T> handle;
  auto complete = [state = handle.state_](std::exception_ptr exception, auto... value) {
    state->exception = exception;
    if (!exception) state->value.emplace(std::move(value)...);
  };
  asio::co_spawn(context, std::move(task), asio::bind_cancellation_slot(handle.state_->signal.slot(), complete));
  return handle;
}

/// Runs until the coroutine is done, on the machine's time.
template <class T>
T run(asio::io_context& context, asio::awaitable<T> task) {
  auto handle = start(context, std::move(task));
  context.restart();
  while (!handle.done() && context.run_one() != 0) {
  }
  return handle.get();
}

/// The same under virtual time: it jumps to the next timer whenever nothing can run.
template <class T>
T run(asio::io_context& context, net::virtual_clock& time, asio::awaitable<T> task) {
  auto handle = start(context, std::move(task));
  time.run_until(context, [&] { return handle.done(); });
  return handle.get();
}

}  // namespace pop3kit::testing
