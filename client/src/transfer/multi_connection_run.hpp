#pragma once

#include <memory>
#include <pop3kit/mailbox.hpp>

#include "net/async/signal.hpp"
#include "session/session.hpp"
#include "transfer/broken_messages.hpp"
#include "transfer/connection_growth.hpp"
#include "transfer/follower_pool.hpp"
#include "transfer/leading_session.hpp"
#include "transfer/shared_work.hpp"
#include "transfer/work_batch.hpp"

namespace pop3kit::engine {

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
  [[nodiscard]] const std::shared_ptr<const id_index>& new_listing() const noexcept { return leader_.new_listing(); }

 private:
  [[nodiscard]] asio::awaitable<result<>> lead();
  [[nodiscard]] asio::awaitable<result<>> lead_part();
  [[nodiscard]] asio::awaitable<result<>> wait_for_followers();
  /// After the leader has ended: on with another, or the failure that ends the operation.
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
  std::unique_ptr<work_batch> part_;  // the leader's latest
  net::time_point wait_for_openings_until_;
};

}  // namespace pop3kit::engine
