#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/result.hpp>
#include <string_view>

#include "maildrop/message_numbers.hpp"
#include "session/reconnector.hpp"
#include "session/session.hpp"
#include "session/session_keeper.hpp"
#include "transfer/batch_account.hpp"
#include "transfer/shared_work.hpp"

namespace pop3kit::engine {

/// Limits the number of sessions that are opened because of broken messages, if no complete message arrives in between.
class replacement_limit {
 public:
  /// Returns false if no other session may be opened. `whole` is the number of complete messages so far.
  [[nodiscard]] bool allow(std::size_t whole) noexcept;

 private:
  std::size_t whole_before_ = 0;
  std::size_t in_a_row_ = 0;
};

/// The session that leads an operation on many messages, and the sessions that replace it. Its listing defines the
/// messages.
class leading_session {
 public:
  /// The referenced objects must outlive this one. `keeper` has a session, which is replaced if it is lost.
  leading_session(environment& around, session_keeper& keeper, shared_work& work, connection_report& report);

  [[nodiscard]] session& present_session() const noexcept { return *keeper_; }
  [[nodiscard]] bool alive() const noexcept { return keeper_.is_up(); }
  void close(std::string_view why) const noexcept {
    if (keeper_.get() != nullptr) keeper_->close(why);
  }
  /// Returns true if commands may be pipelined. This needs unique-ids, because messages must be found again if replies
  /// are out of order.
  [[nodiscard]] bool sends_ahead() const { return keeper_->pipelines() && work_.told_apart_by_ids(); }
  /// Returns the numbers of the messages in this session.
  [[nodiscard]] const message_numbers& numbers() const noexcept { return numbers_; }
  /// Returns the listing of the present session, if it is not the first one.
  [[nodiscard]] const std::shared_ptr<const id_index>& new_listing() const noexcept { return new_listing_; }

  /// Begins the entry of the session in the report.
  void enter();
  /// Adds the result of a part of the work to the report.
  void note(const batch_account& part, const std::optional<failure>& cause);

  /// Opens another session after a loss, if the options allow it. Otherwise returns the failure that ends the
  /// operation.
  [[nodiscard]] asio::awaitable<result<>> resume(failure cause);
  /// Opens another session, even if the options do not allow to reconnect, or returns the failure that ends the
  /// operation. `whole` is the number of complete messages so far.
  [[nodiscard]] asio::awaitable<result<>> replace(failure cause, std::size_t whole);

 private:
  [[nodiscard]] asio::awaitable<result<>> learn_anew();

  environment& around_;
  session_keeper& keeper_;
  shared_work& work_;
  connection_report& report_;
  reconnector reconnector_;
  replacement_limit replacements_;
  message_numbers numbers_;
  std::shared_ptr<const id_index> new_listing_;
  net::time_point begun_;
  std::size_t position_ = 0;  // in the report
  std::size_t finished_before_loss_ = 0;
};

}  // namespace pop3kit::engine
