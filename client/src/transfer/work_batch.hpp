#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "link/dialogue.hpp"
#include "transfer/batch_account.hpp"
#include "transfer/marker_pace.hpp"
#include "transfer/marker_replies.hpp"
#include "transfer/number_proofs.hpp"
#include "transfer/reply_ledger.hpp"
#include "transfer/shared_work.hpp"

namespace pop3kit::engine {

/// What a batch has to know of the session that it runs on.
struct batch_terms {
  batch_terms(const session& on, const shared_work& work, work_queue::taker taker);
  work_queue::taker who;
  bool lock_step;
  std::size_t command_in_lines;  ///< what a command costs, in lines of a listing
};

/// One connection's part of an operation over many messages: takes items from the queue as the window opens and sends
/// the commands for them. What is in flight and what may be concluded is reply_ledger's to say, and number_proofs sees
/// to it that no message is taken for another: where the session's numbers are a guess, UIDL n goes out before each
/// message, in the same window, and what is not confirmed is read and thrown away. What is done with a message is the
/// derived class's.
///
/// Where commands are sent ahead, a message that seems to have ended is not concluded yet. The next reply has to begin
/// well-formed and in its place, and some later reply has to show that none before it came too often or was left out.
/// The reply to a message may show that by its size. If it does not, UIDL n or STAT goes out every so many messages,
/// and after the last one: a marker, whose reply cannot be taken for that to another command (marker_pace,
/// marker_replies). If a reply is out of place, the session ends, and all messages that are not concluded are given
/// back.
///
/// Messages that unique-ids do not tell apart could not be fetched again in another session. For them nothing is sent
/// ahead.
class work_batch : public dialogue {
 public:
  /// `work` must outlive it.
  work_batch(shared_work& work, const batch_terms& terms, message_numbers numbers);

  std::optional<request> next(std::string& out) final;
  outcome<> on_status(const answer& status) final;
  outcome<> on_line(std::string_view line) final;
  outcome<std::size_t> on_lines(std::string_view lines, std::size_t longest) final;
  outcome<> on_octets(std::span<const char> octets, body_piece which) final;
  [[nodiscard]] bool falls_short(std::uint64_t octets) const final;
  outcome<> on_end() final;

  /// Takes nothing more: the batch ends with what is in flight.
  void retire() noexcept { retired_ = true; }
  /// Concludes what was proved before the session ended. Not if the failure that ended it puts replies in doubt. Fails
  /// as the receiver does.
  outcome<> settle(bool replies_in_doubt);
  /// Gives back what is not concluded; true if there was anything.
  bool give_back();
  /// The message whose reply is due, or the one before it if a wrong reply puts its end in doubt. Nothing if the reply
  /// to another command is due, or none.
  [[nodiscard]] std::optional<std::size_t> message_due(bool replies_in_doubt) const {
    return replies_.message_due(replies_in_doubt);
  }
  /// Tells the receiver for good that a message cannot be had, unless it has it already. Not for one in flight. Fails
  /// as the receiver does.
  [[nodiscard]] result<> report_failure(std::size_t item, const failure& why);
  /// False until its session has come round to it.
  [[nodiscard]] bool has_begun() const noexcept { return asked_for_work_; }
  /// Whoever is told of a finished message finds its connection at work.
  [[nodiscard]] bool holds_work() const noexcept { return concluding_ || !replies_.empty(); }
  /// Called before the first item is taken.
  void before_first_item(std::function<void()> listener) { before_first_item_ = std::move(listener); }
  /// What the receiver of the messages said outside of a reply, where that ends the operation.
  [[nodiscard]] const std::optional<failure>& stopped() const noexcept { return stopped_; }
  /// Why the session is of no use to this operation, where that has shown.
  [[nodiscard]] const std::optional<failure>& useless() const noexcept { return numbers_.useless(); }
  /// What has come over this connection.
  [[nodiscard]] const batch_account& account() const noexcept { return account_; }

 protected:
  enum class verdict { done, leave_to_leader };
  using place = reply_place;
  virtual request ask(std::string& out, std::size_t item, std::uint64_t number) = 0;
  /// The reply to the oldest item, which is the message that is meant.
  virtual outcome<> on_message_status(const answer& status) = 0;
  virtual outcome<> on_message_octets(std::span<const char> octets, body_piece which) = 0;
  [[nodiscard]] virtual bool message_falls_short(std::uint64_t octets) const = 0;
  /// Whether the status is that of the reply to the oldest item. A failure ends the session: it cannot be. The message
  /// before it is not concluded yet.
  [[nodiscard]] virtual outcome<place> check_place(const answer& /*status*/) { return place::unknown; }
  /// Whether the reply to the item, which was asked for, may show its place, as far as is known beforehand.
  [[nodiscard]] virtual bool may_show_place(std::size_t /*item*/) const { return false; }
  /// How many octets the reply to the item is likely to have.
  [[nodiscard]] virtual std::uint64_t expected_octets(std::size_t /*item*/) const { return 0; }
  /// Whether some reply of the session has shown its place.
  [[nodiscard]] virtual bool shows_places() const { return false; }
  /// The message that has arrived may hold the reply to a command that was sent after it.
  [[nodiscard]] virtual bool may_hold_a_reply() const = 0;
  /// The first line of the message that has arrived is a second status line of its reply, and not its own.
  [[nodiscard]] virtual bool has_second_status() const { return false; }
  /// The reply to the oldest item is complete. What it was is kept until the item is concluded or taken back.
  virtual void keep() = 0;
  /// The first of the replies that are kept is beyond doubt. A failure ends the session.
  virtual outcome<verdict> conclude(std::size_t item) = 0;
  /// The message cannot be had: the maildrop does not hold it any more, or it comes broken.
  virtual result<> report_missing(std::size_t item, const failure& why) = 0;
  /// An item goes back to the queue: the first of the replies that are kept, or else an item in flight, its reply
  /// incomplete, of another message, or not begun.
  virtual void take_back(std::size_t item) = 0;
  /// Called in any case when no reply to the item is awaited or in doubt any more.
  virtual void forget(std::size_t /*item*/) {}
  /// Whether another item may be asked for while some are in flight.
  [[nodiscard]] virtual bool may_go_on() const { return true; }

  /// The item whose reply is due.
  [[nodiscard]] std::size_t oldest() const { return replies_.oldest().item; }
  /// Whether the session sends one command at a time.
  [[nodiscard]] bool lock_step() const noexcept { return terms_.lock_step; }
  [[nodiscard]] bool leads() const noexcept { return terms_.who == work_queue::taker::leader; }
  [[nodiscard]] shared_work& work() noexcept { return work_; }

 private:
  using step = sent_command::step;
  using standing = sent_command::standing;

  [[nodiscard]] std::optional<request> next_message(std::string& out);
  [[nodiscard]] request ask_message(std::string& out, const sent_command& which);
  [[nodiscard]] bool wants_marker(bool more_follows) const;
  [[nodiscard]] request ask_marker(std::string& out);
  [[nodiscard]] std::size_t messages_in_flight() const noexcept {
    return replies_.messages_due() + (numbers_.has_unsent() ? 1 : 0);
  }
  [[nodiscard]] std::optional<sent_command> take();
  [[nodiscard]] result<> miss(std::size_t item);
  [[nodiscard]] outcome<place> check_reply(const answer& status);
  [[nodiscard]] outcome<> confirm_former(const answer& status);
  [[nodiscard]] outcome<> conclude_ended();
  void judge_proof(const answer& status);
  [[nodiscard]] bool discards() const { return replies_.oldest().stands == standing::refuted; }
  [[nodiscard]] outcome<> end_message(const sent_command& done);
  outcome<> conclude_message(const sent_command& done);

  shared_work& work_;
  batch_terms terms_;
  number_proofs numbers_;
  reply_ledger replies_;
  marker_pace pace_;
  marker_replies markers_;
  batch_account account_;
  bool out_of_work_ = false;
  bool asked_for_work_ = false;
  bool concluding_ = false;
  bool retired_ = false;
  std::optional<failure> stopped_;
  std::function<void()> before_first_item_;
};

}  // namespace pop3kit::engine
