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

/// What a batch needs to know about its session.
struct batch_terms {
  batch_terms(const session& on, const shared_work& work, work_queue::taker taker);
  work_queue::taker who;
  bool lock_step;
  std::size_t command_in_lines;  ///< cost of a command, expressed in lines of a listing
};

/// The part of one connection in an operation on many messages.
///
/// It takes items from the queue while the window has room, and sends their commands. A derived class decides what
/// happens with a message. reply_ledger keeps what is in flight and decides what may be concluded. number_proofs makes
/// sure that no message is taken for another: if the session's numbers are guesses, UIDL n is sent before each message,
/// in the same window, and a message that is not confirmed is read and discarded.
///
/// In a pipeline, a message that seems to have ended is not concluded at once. The next reply must begin with a valid
/// line and in its place, and a later reply must show that no reply before it was repeated or left out. The size in the
/// reply to a message may show this. Otherwise a marker is sent regularly and after the last message: UIDL n or STAT,
/// whose reply cannot be taken for the reply to another command (marker_pace, marker_replies). If a reply is out of
/// place, the session ends, and all messages that are not concluded are given back.
///
/// If unique-ids do not distinguish the messages, they could not be found again in another session. Then commands are
/// not pipelined.
class work_batch : public dialogue {
 public:
  /// Makes a batch. `work` must outlive it.
  work_batch(shared_work& work, const batch_terms& terms, message_numbers numbers);

  std::optional<request> next(std::string& out) final;
  outcome<> on_status(const answer& status) final;
  outcome<> on_line(std::string_view line) final;
  outcome<std::size_t> on_lines(std::string_view lines, std::size_t longest) final;
  outcome<> on_octets(std::span<const char> octets, body_piece which) final;
  [[nodiscard]] bool falls_short(std::uint64_t octets) const final;
  outcome<> on_end() final;

  /// Stops taking items. The batch ends when nothing is in flight any more.
  void retire() noexcept { retired_ = true; }
  /// Concludes the messages that were complete before the session ended, unless the failure that ended it makes replies
  /// doubtful. Fails if the receiver fails.
  outcome<> settle(bool replies_in_doubt);
  /// Gives back all items that are not concluded. Returns true if there were any.
  bool give_back();
  /// Returns the message whose reply is due, or the one before it if a wrong reply makes its end doubtful. Empty if no
  /// reply to a message is due.
  [[nodiscard]] std::optional<std::size_t> message_due(bool replies_in_doubt) const {
    return replies_.message_due(replies_in_doubt);
  }
  /// Reports to the receiver that a message cannot be fetched, unless the receiver has it already. The message must not
  /// be in flight. Fails if the receiver fails.
  [[nodiscard]] result<> report_failure(std::size_t item, const failure& why);
  /// Returns false until the session has asked the batch for its first command.
  [[nodiscard]] bool has_begun() const noexcept { return asked_for_work_; }
  /// Returns true if the batch has items. Still true while a message is being concluded, so that a callback of the
  /// receiver sees the connection as working.
  [[nodiscard]] bool holds_work() const noexcept { return concluding_ || !replies_.empty(); }
  /// Sets a function that is called before the first item is taken.
  void before_first_item(std::function<void()> listener) { before_first_item_ = std::move(listener); }
  /// Returns the failure of the receiver outside of a reply, which ends the operation. Empty if there is none.
  [[nodiscard]] const std::optional<failure>& stopped() const noexcept { return stopped_; }
  /// Returns why the operation cannot use this session. Empty if it can.
  [[nodiscard]] const std::optional<failure>& useless() const noexcept { return numbers_.useless(); }
  /// Returns what has arrived over this connection.
  [[nodiscard]] const batch_account& account() const noexcept { return account_; }

 protected:
  enum class verdict { done, leave_to_leader };
  using place = reply_place;
  virtual request ask(std::string& out, std::size_t item, std::uint64_t number) = 0;
  /// Receives the status line of the reply to the oldest item. Its number is confirmed.
  virtual outcome<> on_message_status(const answer& status) = 0;
  virtual outcome<> on_message_octets(std::span<const char> octets, body_piece which) = 0;
  [[nodiscard]] virtual bool message_falls_short(std::uint64_t octets) const = 0;
  /// Returns whether the status line shows that it belongs to the oldest item. Fails if it cannot, which ends the
  /// session. The message before it is not concluded yet.
  [[nodiscard]] virtual outcome<place> check_place(const answer& /*status*/) { return place::unknown; }
  /// Returns true if the reply to this item, which was requested, may show its place.
  [[nodiscard]] virtual bool may_show_place(std::size_t /*item*/) const { return false; }
  /// Returns the expected size of the reply to the item in octets.
  [[nodiscard]] virtual std::uint64_t expected_octets(std::size_t /*item*/) const { return 0; }
  /// Returns true if a reply of this session has shown its place.
  [[nodiscard]] virtual bool shows_places() const { return false; }
  /// Returns true if the message that has arrived may contain the reply to a later command.
  [[nodiscard]] virtual bool may_hold_a_reply() const = 0;
  /// Returns true if the first line of the message that has arrived is a second status line of its reply.
  [[nodiscard]] virtual bool has_second_status() const { return false; }
  /// Called when the reply to the oldest item is complete. Keeps it until the item is concluded or taken back.
  virtual void keep() = 0;
  /// Called when the first of the kept replies is certain. A failure ends the session.
  virtual outcome<verdict> conclude(std::size_t item) = 0;
  /// Reports that the message cannot be fetched, because the maildrop no longer has it, or because it arrives broken.
  virtual result<> report_missing(std::size_t item, const failure& why) = 0;
  /// Called when an item goes back to the queue. It is the item of the first kept reply, or otherwise an item in flight
  /// whose reply is incomplete, belongs to another message, or has not begun.
  virtual void take_back(std::size_t item) = 0;
  /// Called for each item when no reply to it is due or in doubt any more.
  virtual void forget(std::size_t /*item*/) {}
  /// Returns true if another item may be requested while some are in flight.
  [[nodiscard]] virtual bool may_go_on() const { return true; }

  /// Returns the item whose reply is due.
  [[nodiscard]] std::size_t oldest() const { return replies_.oldest().item; }
  /// Returns true if the session sends one command at a time.
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
