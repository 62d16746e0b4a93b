#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/dispatch.hpp>
#include <memory>

namespace pop3kit::net {

namespace asio = boost::asio;

/// Cancels, from outside, work that runs as a coroutine of its own. Does nothing if no work is tied to it.
class leash {
 public:
  /// Call it on the executor, or between runs of the executor. Between runs, Asio would keep a bare pointer to the work
  /// until the next run, when the work and this object may no longer exist.
  void pull() noexcept {
    if (!signal_) return;
    asio::dispatch(executor_, [held = std::weak_ptr(signal_)] {
      if (const auto tied = held.lock()) tied->emit(asio::cancellation_type::terminal);
    });
  }

  [[nodiscard]] asio::cancellation_slot tie(const asio::any_io_executor& executor) {
    executor_ = executor;
    signal_ = std::make_shared<asio::cancellation_signal>();
    return signal_->slot();
  }
  void untie() noexcept { signal_.reset(); }

 private:
  asio::any_io_executor executor_;
  std::shared_ptr<asio::cancellation_signal> signal_;
};

}  // namespace pop3kit::net
