#pragma once

#include <boost/asio/error.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::testing {

/// Which operation of a stream fails and how; shared with the test, which sees how many were made. One plan may serve
/// several streams, whose operations it counts together.
struct fail_plan {
  fail_plan() = default;
  explicit fail_plan(std::size_t operation) : fail_at(operation) {}
  std::size_t fail_at = 0;  ///< counted from 1; 0: none fails
  std::size_t operations = 0;
  boost::system::error_code failure = boost::asio::error::connection_reset;

  [[nodiscard]] bool fired() const noexcept { return fail_at != 0 && operations >= fail_at; }
};

/// A stream whose n-th operation fails without an effect, as does every later one: the connection is gone.
class fail_stream final : public net::byte_stream {
 public:
  fail_stream(net::stream_ptr lower, std::shared_ptr<fail_plan> plan)
      : lower_(std::move(lower)), plan_(std::move(plan)) {}

  net::asio::any_io_executor get_executor() override { return lower_->get_executor(); }
  net::asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) override {
    if (fails()) co_return plan_->failure;
    co_return co_await lower_->read_some(room);
  }
  outcome<std::size_t> read_now(std::span<char> room) override {
    // Not counted: it is no step of the dialogue.
    if (plan_->fired()) return plan_->failure;
    return lower_->read_now(room);
  }
  net::asio::awaitable<outcome<>> write(std::span<const char> octets) override {
    if (fails()) co_return plan_->failure;
    co_return co_await lower_->write(octets);
  }
  net::asio::awaitable<outcome<>> shutdown() override {
    if (fails()) co_return plan_->failure;
    co_return co_await lower_->shutdown();
  }
  void close() noexcept override { lower_->close(); }
  void reset() noexcept override { lower_->reset(); }
  void quick_acknowledge(bool on) noexcept override { lower_->quick_acknowledge(on); }
  const net::tls_facts* tls() const noexcept override { return lower_->tls(); }

 private:
  bool fails() {
    ++plan_->operations;
    if (!plan_->fired()) return false;
    lower_->reset();
    return true;
  }

  net::stream_ptr lower_;
  std::shared_ptr<fail_plan> plan_;
};

/// Calls `attempt` with a plan that fails the first operation, the second, and so on, until an attempt makes fewer
/// operations than that and so succeeds undisturbed. Returns how many attempts were disturbed.
inline std::size_t fail_each_step(const std::function<void(const std::shared_ptr<fail_plan>&)>& attempt) {
  for (std::size_t step = 1;; ++step) {
    const auto plan = std::make_shared<fail_plan>(step);
    attempt(plan);
    if (!plan->fired()) return step - 1;
  }
}

}  // namespace pop3kit::testing
