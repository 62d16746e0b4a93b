#pragma once

#include <memory>
#include <pop3kit/mailbox.hpp>

#include "net/async/signal.hpp"
#include "session/session_keeper.hpp"
#include "transfer/broken_messages.hpp"
#include "transfer/connection_growth.hpp"
#include "transfer/follower_pool.hpp"
#include "transfer/leading_session.hpp"
#include "transfer/run_terms.hpp"
#include "transfer/shared_work.hpp"
#include "transfer/work_batch.hpp"

namespace pop3kit::engine {

/// Processes the messages of an operation over one or several connections.
///
/// The leader's listing defines the messages. The operation succeeds as long as the leader's session lasts, even if
/// followers fail. A follower that makes no progress while the others have nothing left to do is ended. A lost leader
/// is replaced by a new session if the options allow it. A leader that ended at a broken message, or because replies
/// were out of order, is always replaced, so that the other messages are fetched.
class multi_connection_run {
 public:
  /// The referenced objects must outlive this one. `keeper` has a session, which leads, and is replaced if it is lost.
  multi_connection_run(environment& around, session_keeper& keeper, shared_work& work, work_kind& kind,
                       connection_report& report);
  multi_connection_run(const multi_connection_run&) = delete;
  multi_connection_run& operator=(const multi_connection_run&) = delete;
  ~multi_connection_run();

  /// Processes all messages. Returns when they are finished and no follower is left.
  [[nodiscard]] asio::awaitable<result<>> run(const run_terms& terms);
  /// Returns the listing of the leader's present session, if it is not the first one.
  [[nodiscard]] const std::shared_ptr<const id_index>& new_listing() const noexcept { return leader_.new_listing(); }

 private:
  [[nodiscard]] asio::awaitable<result<>> lead();
  [[nodiscard]] asio::awaitable<result<>> lead_part();
  [[nodiscard]] asio::awaitable<result<>> wait_for_followers();
  /// Replaces the leader after it has ended, or returns the failure that ends the operation.
  [[nodiscard]] asio::awaitable<result<>> go_on_after(failure cause);
  [[nodiscard]] asio::awaitable<result<>> pass_over(failure cause);
  [[nodiscard]] result<> report_broken(std::size_t item, const failure& why);

  environment& around_;
  shared_work& work_;
  work_kind& kind_;
  connection_report& report_;
  net::signal changed_;
  follower_pool followers_;
  leading_session leader_;
  connection_growth growth_;
  broken_messages broken_;
  std::unique_ptr<work_batch> part_;  // the latest part of the leader
  net::time_point wait_for_openings_until_;
};

}  // namespace pop3kit::engine
