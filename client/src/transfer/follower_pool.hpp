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

/// The connections that work beside the leader. Each logs in by itself, takes messages from the queue, proves that they
/// are the ones that are meant, and says goodbye when nothing is left. If one fails, the operation goes on: its
/// messages go back to the queue. One whose replies were mixed up is replaced by one that sends one command at a time.
/// While one is on its way a message may be kept for it from the others.
class follower_pool {
 public:
  /// All references must outlive it. `changed` is raised whenever one opens, gives work back or ends.
  follower_pool(environment& around, shared_work& work, work_kind& kind, connection_report& report,
                net::signal& changed);
  ~follower_pool();
  follower_pool(const follower_pool&) = delete;
  follower_pool& operator=(const follower_pool&) = delete;

  /// Called when a receiver of messages has failed or thrown on one of them: the operation has to end.
  void on_end_of_all(std::function<void()> listener) { on_end_of_all_ = std::move(listener); }
  [[nodiscard]] const std::optional<failure>& end_of_all() const noexcept { return end_of_all_; }
  /// Throws what the receiver threw, if it did.
  void rethrow() const {
    if (thrown_) std::rethrow_exception(thrown_);
  }

  enum class first_share : bool { none, kept };
  void start(std::size_t count, first_share share);
  /// Ends the newest connections after the messages that they have in flight.
  void retire(std::size_t count);

  /// On their way: not logged in yet, or asked for no message yet.
  [[nodiscard]] std::size_t opening() const noexcept;
  /// Logged in, and taking messages.
  [[nodiscard]] std::size_t working() const noexcept;
  /// The least number of messages that one of those has handed on.
  [[nodiscard]] std::uint64_t least_messages() const noexcept;
  [[nodiscard]] bool empty() const noexcept { return running_ == 0; }

  void give_up_those_on_their_way();
  /// Notes the progress of each; give_up_stalled() ends those that have made none since.
  void look();
  void give_up_stalled();

  /// Ends all of them, and waits until they have. `friendly` leaves them the time to say goodbye.
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
