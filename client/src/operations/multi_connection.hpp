#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <pop3kit/mailbox.hpp>
#include <vector>

#include "net/signal.hpp"
#include "operations/work_batch.hpp"
#include "session/session.hpp"

namespace pop3kit::engine {

/// Makes the part of one connection.
using batch_maker =
    std::function<std::unique_ptr<work_batch>(const session& on, work_queue::taker who, numbering numbers)>;

/// Lets several connections work on one queue. The leader's session and listing are the truth; followers log in beside
/// it and find each message by its unique-id in their own UIDL, never by its number. Whatever becomes of a follower,
/// the call succeeds as long as the leader lives: what a follower could not finish goes back to the queue, and one that
/// makes no progress while the others have nothing left to do is given up.
class multi_connection_run {
 public:
  /// All references must outlive it.
  multi_connection_run(environment& around, session& leader, const std::vector<message_info>& messages,
                       work_queue& queue, batch_maker make, connection_report& report);
  ~multi_connection_run();
  multi_connection_run(const multi_connection_run&) = delete;
  multi_connection_run& operator=(const multi_connection_run&) = delete;

  /// Over at most `connections`, the leader's included. Returns when no follower is left.
  [[nodiscard]] asio::awaitable<result<>> run(std::size_t connections);

 private:
  struct follower;

  [[nodiscard]] asio::awaitable<result<>> lead();
  [[nodiscard]] asio::awaitable<result<>> wait_for_followers(net::duration patience);
  [[nodiscard]] asio::awaitable<void> dismiss_followers();
  void start_followers(std::size_t count);
  [[nodiscard]] asio::awaitable<void> follow(follower& self);
  [[nodiscard]] asio::awaitable<result<>> work_as(follower& self);
  void note_end(follower& self, const std::optional<failure>& cause);
  [[nodiscard]] numbering leader_numbering() const;

  environment& around_;
  session& leader_;
  const std::vector<message_info>& messages_;
  work_queue& queue_;
  batch_maker make_;
  connection_report& report_;
  net::signal changed_;
  std::vector<std::unique_ptr<follower>> followers_;
  std::size_t running_ = 0;
};

}  // namespace pop3kit::engine
