#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "net/time/virtual_clock.hpp"
#include "random_stream.hpp"

namespace pop3kit::simulated {

namespace asio = boost::asio;

/// Runs the work of one world on the calling thread. Of the work that is ready, chance decides which part runs next; if
/// none is ready, time moves on. A program must not depend on the order of unrelated completions: over many seeds, it
/// meets every order.
class scheduler {
 public:
  explicit scheduler(std::uint64_t seed) : random_(seed, purpose::scheduling) {}
  ~scheduler();
  scheduler(const scheduler&) = delete;
  scheduler& operator=(const scheduler&) = delete;

  [[nodiscard]] asio::any_io_executor executor() noexcept;
  [[nodiscard]] net::virtual_clock& time() noexcept { return time_; }
  [[nodiscard]] const net::virtual_clock& time() const noexcept { return time_; }
  [[nodiscard]] std::uint64_t steps() const noexcept { return steps_; }

  /// Runs until `done` returns true, or nothing is left that could run or become due. Returns what `done` returned
  /// last.
  bool run_until(const std::function<bool()>& done);
  /// Runs until that moment. Then the clock shows it.
  void run_to(net::time_point end);

 private:
  class executor_type;
  struct task {
    virtual ~task() = default;
    virtual void run() = 0;
  };
  template <class Function>
  struct task_of final : task {
    explicit task_of(Function&& given) : function(std::move(given)) {}
    void run() override { std::move(function)(); }
    Function function;
  };

  /// Runs one piece of ready work. Returns false if there is none.
  bool step();

  net::virtual_clock time_;
  random_stream random_;
  std::vector<std::unique_ptr<task>> ready_;
  std::uint64_t steps_ = 0;
  bool running_ = false;
  bool closed_ = false;
  // Destroyed first: work that waits in it may refer to the members above.
  asio::io_context context_{1};
};

/// Gives work to the scheduler. While the scheduler runs, dispatched work runs at once, as on an io_context.
class scheduler::executor_type {
 public:
  executor_type(scheduler& owner, bool never_at_once) noexcept : owner_(&owner), never_at_once_(never_at_once) {}

  [[nodiscard]] asio::execution_context& query(asio::execution::context_t /*what*/) const noexcept {
    return owner_->context_;
  }
  [[nodiscard]] asio::execution::blocking_t query(asio::execution::blocking_t /*what*/) const noexcept {
    return never_at_once_ ? asio::execution::blocking_t(asio::execution::blocking.never)
                          : asio::execution::blocking_t(asio::execution::blocking.possibly);
  }
  [[nodiscard]] executor_type require(asio::execution::blocking_t::never_t /*how*/) const noexcept {
    return {*owner_, true};
  }
  [[nodiscard]] executor_type require(asio::execution::blocking_t::possibly_t /*how*/) const noexcept {
    return {*owner_, false};
  }

  template <class Function>
  void execute(Function&& function) const {
    if (owner_->closed_) return;
    if (owner_->running_ && !never_at_once_) {
      std::decay_t<Function> now(std::forward<Function>(function));
      std::move(now)();
      return;
    }
    using kept = task_of<std::decay_t<Function>>;
    owner_->ready_.push_back(std::make_unique<kept>(std::decay_t<Function>(std::forward<Function>(function))));
  }

  friend bool operator==(const executor_type& left, const executor_type& right) noexcept {
    return left.owner_ == right.owner_ && left.never_at_once_ == right.never_at_once_;
  }
  friend bool operator!=(const executor_type& left, const executor_type& right) noexcept { return !(left == right); }

 private:
  scheduler* owner_;
  bool never_at_once_;
};

}  // namespace pop3kit::simulated
