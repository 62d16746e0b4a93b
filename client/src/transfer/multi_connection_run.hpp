#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <pop3kit/mailbox.hpp>
#include <unordered_set>

#include "maildrop/message_numbers.hpp"
#include "net/async/signal.hpp"
#include "session/reconnector.hpp"
#include "session/session.hpp"
#include "transfer/follower_pool.hpp"
#include "transfer/growth_rule.hpp"
#include "transfer/shared_work.hpp"
#include "transfer/work_batch.hpp"

namespace pop3kit::engine {

/// How an operation over many messages is held.
struct run_terms {
  std::size_t connections = 1;  ///< at most, the leader's included
  bool automatic = false;       ///< as many of them as pay off
};

/// Lets one or several connections work through the messages of an operation. The leader's session and listing are the
/// truth; the call succeeds as long as the leader lives, whatever becomes of the others. A follower that makes no
/// progress while the others have nothing left to do is given up. A leader that is lost is replaced by a new session,
/// if the caller's options allow it. One that has ended at a broken message, or at replies that were mixed up, is
/// replaced in any case: the others are not to suffer for it.
class multi_connection_run {
 public:
  /// What it is made with must outlive it. `leader` is replaced where it is lost; `opening` ends its opening early.
  multi_connection_run(environment& around, std::unique_ptr<session>& leader, leash& opening, shared_work& work,
                       work_kind& kind, connection_report& report);
  multi_connection_run(const multi_connection_run&) = delete;
  multi_connection_run& operator=(const multi_connection_run&) = delete;
  ~multi_connection_run();

  /// Returns when all messages are finished and no follower is left.
  [[nodiscard]] asio::awaitable<result<>> run(const run_terms& terms);
  /// The listing of the session that the leader ended up with, if it is not the first one.
  [[nodiscard]] const std::shared_ptr<const id_index>& new_listing() const noexcept { return new_listing_; }

 private:
  [[nodiscard]] asio::awaitable<result<>> lead();
  [[nodiscard]] bool sends_ahead() const;
  [[nodiscard]] asio::awaitable<result<>> lead_part();
  [[nodiscard]] asio::awaitable<result<>> wait_for_followers();
  /// After the leader has ended: on with another, or the failure that ends the operation.
  [[nodiscard]] asio::awaitable<result<>> go_on_after(failure cause);
  [[nodiscard]] asio::awaitable<result<>> resume(failure cause);
  [[nodiscard]] asio::awaitable<result<>> pass_over(failure cause);
  [[nodiscard]] asio::awaitable<result<>> replace(failure cause);
  [[nodiscard]] asio::awaitable<result<>> learn_anew();
  [[nodiscard]] result<> report_broken(std::size_t item, const failure& why);
  [[nodiscard]] bool is_certain(const failure& cause);
  [[nodiscard]] failure name_message(failure cause) const;
  void prepare();
  void enter_leader();
  void note_leader(const work_batch& part, const std::optional<failure>& cause);
  void adapt();
  [[nodiscard]] std::size_t share_at(double messages_per_second) const;

  environment& around_;
  std::unique_ptr<session>& leader_;
  shared_work& work_;
  work_kind& kind_;
  connection_report& report_;
  run_terms terms_;
  net::signal changed_;
  follower_pool followers_;
  std::optional<growth_rule> growth_;
  std::unique_ptr<work_batch> part_;
  message_numbers numbers_;
  std::shared_ptr<const id_index> new_listing_;
  net::time_point begun_;
  net::time_point wait_for_openings_until_;
  std::size_t place_ = 0;      // the leader's, in the report
  std::size_t asked_for_ = 1;  // connections
  std::uint64_t missed_ = 0;   // references that were reported before the work began
  leash& opening_;
  reconnector reconnector_;
  std::size_t finished_before_loss_ = 0;
  std::optional<std::size_t> message_due_;  // when the leader's latest part ended
  bool sent_ahead_ = false;                 // the leader's latest part
  std::unordered_set<std::size_t> suspects_;
  std::size_t broken_ = 0;  // messages reported so
  std::size_t whole_before_replacement_ = 0;
  std::size_t replaced_in_a_row_ = 0;
};

}  // namespace pop3kit::engine
