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
#include "transfer/batch_account.hpp"
#include "transfer/shared_work.hpp"

namespace pop3kit::engine {

/// Limits the sessions that are opened because messages are broken: a server whose every message is broken does not get
/// more logins than that, unless messages come whole between them.
class replacement_limit {
 public:
  /// False if no other session is to be opened. `whole`: messages that have come whole so far.
  [[nodiscard]] bool allow(std::size_t whole) noexcept;

 private:
  std::size_t whole_before_ = 0;
  std::size_t in_a_row_ = 0;
};

/// The session that leads an operation over many messages, and those that take its place. Its listing is the truth.
class leading_session {
 public:
  /// What it is made with must outlive it. `slot` holds the session and is given the next one; `opening` ends its
  /// opening early.
  leading_session(environment& around, std::unique_ptr<session>& slot, leash& opening, shared_work& work,
                  connection_report& report);

  [[nodiscard]] session& login() const noexcept { return *slot_; }
  [[nodiscard]] bool alive() const noexcept { return slot_ && slot_->alive(); }
  void close(std::string_view why) const noexcept {
    if (slot_) slot_->close(why);
  }
  /// What is mixed up could not be found again without unique-ids.
  [[nodiscard]] bool sends_ahead() const { return slot_->pipelines() && work_.told_apart_by_ids(); }
  /// The numbers of the messages in this session.
  [[nodiscard]] const message_numbers& numbers() const noexcept { return numbers_; }
  /// The listing of the present session, if it is not the first one.
  [[nodiscard]] const std::shared_ptr<const id_index>& new_listing() const noexcept { return new_listing_; }

  /// Begins the entry of the session in the report.
  void enter();
  /// Adds what a part of the work has come to.
  void note(const batch_account& part, const std::optional<failure>& cause);

  /// After a loss: on with another session, if the caller's options allow it, or the failure that ends the operation.
  [[nodiscard]] asio::awaitable<result<>> resume(failure cause);
  /// On with another session whatever the options say, or the failure that ends the operation. `whole`: messages that
  /// have come whole so far.
  [[nodiscard]] asio::awaitable<result<>> replace(failure cause, std::size_t whole);

 private:
  [[nodiscard]] asio::awaitable<result<>> learn_anew();

  environment& around_;
  std::unique_ptr<session>& slot_;
  leash& opening_;
  shared_work& work_;
  connection_report& report_;
  reconnector reconnector_;
  replacement_limit replacements_;
  message_numbers numbers_;
  std::shared_ptr<const id_index> new_listing_;
  net::time_point begun_;
  std::size_t place_ = 0;  // in the report
  std::size_t finished_before_loss_ = 0;
};

}  // namespace pop3kit::engine
