#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "net/async/signal.hpp"
#include "session/environment.hpp"
#include "session/session.hpp"
#include "transfer/shared_work.hpp"
#include "transfer/work_batch.hpp"

namespace pop3kit::engine {

/// The connections that work in addition to the leader.
///
/// Each follower logs in, takes messages from the queue, proves that its numbers name these messages, and sends QUIT
/// when no message is left. If one fails, its messages go back to the queue, and the operation goes on. If the replies
/// to one were out of order, it is replaced by one that sends one command at a time. While a follower logs in, a
/// message may be reserved for it.
class follower_pool {
 public:
  /// Makes an empty pool. All references must outlive it. `changed` is notified when a follower has logged in, gives
  /// work back, or ends.
  follower_pool(environment& around, shared_work& work, work_kind& kind, connection_report& report,
                net::signal& changed);
  ~follower_pool();
  follower_pool(const follower_pool&) = delete;
  follower_pool& operator=(const follower_pool&) = delete;

  /// Sets a function that is called if the receiver of messages has failed or thrown on a follower, so that the
  /// operation must end.
  void on_end_of_all(std::function<void()> listener) { on_end_of_all_ = std::move(listener); }
  [[nodiscard]] const std::optional<failure>& end_of_all() const noexcept { return end_of_all_; }
  /// Throws the receiver's exception, if there was one.
  void rethrow() const {
    if (thrown_) std::rethrow_exception(thrown_);
  }

  enum class first_share : bool { none, kept };
  void start(std::size_t count, first_share share);
  /// Ends the newest connections. Messages that they have in flight are completed first.
  void retire(std::size_t count);

  /// Returns the number of followers that have not logged in yet, or have not requested a message yet.
  [[nodiscard]] std::size_t opening_count() const noexcept;
  /// Returns the number of followers that are fetching messages.
  [[nodiscard]] std::size_t working_count() const noexcept;
  /// Returns the smallest number of messages that one of these has delivered.
  [[nodiscard]] std::uint64_t least_messages() const noexcept;
  [[nodiscard]] bool empty() const noexcept { return running_ == 0; }

  void give_up_those_on_their_way();
  /// Records the progress of each follower. give_up_stalled() ends those without progress since then.
  void look();
  void give_up_stalled();

  /// Ends all followers, and waits until they have ended. `friendly` gives them time for QUIT.
  [[nodiscard]] asio::awaitable<void> dismiss(bool friendly);

 private:
  struct follower;

  [[nodiscard]] asio::awaitable<void> follow(follower& self);
  [[nodiscard]] asio::awaitable<result<>> work_as(follower& self);
  void let_in(follower& self);
  void end_all_for(const failure& cause);
  void note_end(follower& self, const std::optional<failure>& cause);

  environment& around_;
  shared_work& work_;
  work_kind& kind_;
  connection_report& report_;
  net::signal& changed_;
  std::vector<std::unique_ptr<follower>> followers_;
  std::size_t running_ = 0;
  std::function<void()> on_end_of_all_;
  std::optional<failure> end_of_all_;
  std::exception_ptr thrown_;
};

}  // namespace pop3kit::engine
