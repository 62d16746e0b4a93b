#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "link/dialogue.hpp"
#include "maildrop/listing_request.hpp"
#include "net/time/clock.hpp"
#include "transfer/shared_work.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

/// What a batch has to know of the session that it runs on.
struct batch_terms {
  batch_terms(const session& on, const shared_work& work, work_queue::taker taker);
  work_queue::taker who;
  bool lock_step;
  std::size_t command_in_lines;  ///< what a command costs, in lines of a listing
};

/// One connection's part of an operation over many messages: takes items from the queue as the window opens, keeps
/// account of what is in flight, and sees to it that no message is taken for another. Where the session's numbers are a
/// guess, UIDL n goes out before each message, in the same window, and what is not confirmed is read and thrown away.
/// When as much has been spent on that as the whole listing costs, or as soon as a guess was wrong, the session's own
/// UIDL is asked for. What is done with a message is the derived class's.
///
/// Where commands are sent ahead, a message that seems to have ended is not concluded yet. The next reply has to begin
/// well-formed and in its place, and some later reply has to show that none before it came too often or was left out.
/// The reply to a message may show that by its size. If it does not, UIDL n or STAT goes out every so many messages,
/// and after the last one: a marker, whose reply cannot be taken for that to another command. If a reply is out of
/// place, the session ends, and all messages that are not concluded are given back.
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
  [[nodiscard]] std::optional<std::size_t> message_due(bool replies_in_doubt) const;
  /// Tells the receiver for good that a message cannot be had, unless it has it already. Not for one in flight. Fails
  /// as the receiver does.
  [[nodiscard]] result<> report_failure(std::size_t item, const failure& why);
  /// False until its session has come round to it.
  [[nodiscard]] bool has_begun() const noexcept { return asked_for_work_; }
  /// Whoever is told of a finished message finds its connection at work.
  [[nodiscard]] bool holds_work() const noexcept { return concluding_ || !in_flight_.empty() || !ended_.empty(); }
  /// Called before the first item is taken.
  void before_first_item(std::function<void()> listener) { before_first_item_ = std::move(listener); }
  /// What the receiver of the messages said outside of a reply, where that ends the operation.
  [[nodiscard]] const std::optional<failure>& stopped() const noexcept { return stopped_; }
  /// Why the session is of no use to this operation, where that has shown.
  [[nodiscard]] const std::optional<failure>& useless() const noexcept { return useless_; }
  /// Messages handed on and octets received by this connection.
  [[nodiscard]] std::uint64_t messages() const noexcept { return messages_; }
  /// Messages that have arrived, whether or not they are in their place.
  [[nodiscard]] std::uint64_t arrived() const noexcept { return arrived_; }
  [[nodiscard]] std::uint64_t octets() const noexcept { return octets_; }
  /// Whatever came; it tells a slow connection from a stalled one.
  [[nodiscard]] std::uint64_t progress() const noexcept { return replies_ + octets_ + lines_; }
  /// The longest time between two replies.
  [[nodiscard]] net::duration longest_wait() const noexcept { return longest_wait_; }

 protected:
  enum class verdict { done, leave_to_leader };
  /// What a status line tells of the place of its reply.
  enum class place : bool { unknown, right };
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
  [[nodiscard]] std::size_t oldest() const { return in_flight_.front().item; }
  /// Whether the session sends one command at a time.
  [[nodiscard]] bool lock_step() const noexcept { return terms_.lock_step; }
  [[nodiscard]] bool leads() const noexcept { return terms_.who == work_queue::taker::leader; }
  [[nodiscard]] shared_work& work() noexcept { return work_; }

 private:
  enum class step : std::uint8_t { listing, proof, message, marker };
  enum class standing : std::uint8_t { open, confirmed, refuted };
  struct asked {
    step what;
    std::size_t item = 0;
    std::uint64_t number = 0;
    standing stands = standing::open;
    bool has_body = false;
    bool in_place = false;  // its status has shown that
    bool marked_by_stat = false;
  };

  [[nodiscard]] bool wants_listing() const;
  [[nodiscard]] std::optional<request> next_message(std::string& out);
  [[nodiscard]] request ask_message(std::string& out, const asked& which);
  [[nodiscard]] bool wants_marker(bool more_follows) const;
  [[nodiscard]] request ask_marker(std::string& out);
  void forget_unmarked();
  [[nodiscard]] std::optional<asked> take();
  [[nodiscard]] result<> miss(std::size_t item);
  [[nodiscard]] outcome<place> check_reply(const asked& due, const answer& status);
  [[nodiscard]] outcome<place> check_id_reply(const asked& due, const answer& status);
  void doubt_marker(const asked& which);
  [[nodiscard]] bool answers_doubted_marker(const wire::maildrop_size& told) const;
  [[nodiscard]] outcome<> confirm_former(asked& due, const answer& status);
  [[nodiscard]] outcome<> conclude_ended();
  void judge_proof(const answer& status);
  void learn_listing();
  [[nodiscard]] bool discards() const { return in_flight_.front().stands == standing::refuted; }
  outcome<> conclude_message(const asked& done);

  shared_work& work_;
  batch_terms terms_;
  message_numbers numbers_;
  std::deque<asked> in_flight_;
  std::deque<asked> ended_;   // messages that seem to have ended, until a later reply shows that they are in place
  bool end_is_open_ = false;  // the last of them: until the next reply begins
  bool sent_ahead_ = false;   // a command, since the last reply that has shown its place
  std::size_t unmarked_ = 0;  // messages asked for since the last command whose reply is sure to show its place
  std::uint64_t unmarked_octets_ = 0;  // of these, as far as their sizes are known
  std::size_t between_markers_;        // so many messages at most
  bool last_may_show_ = false;         // the reply to the last message asked for
  bool out_of_work_ = false;
  bool marks_by_stat_ = false;
  /// The reply to a marker has ended and was the right one. It counts when the next reply has begun: what was taken for
  /// the marker's reply may have been the status line of a message.
  bool marker_agrees_ = false;
  std::vector<asked> doubted_markers_;
  std::optional<asked> behind_proof_;  // the message whose proof has been asked for just now
  std::optional<unique_id_request> listing_;
  std::optional<failure> useless_;
  std::optional<failure> stopped_;
  std::function<void()> before_first_item_;
  std::size_t messages_in_flight_ = 0;
  std::size_t proofs_ = 0;
  bool guess_was_wrong_ = false;
  bool asked_for_work_ = false;
  bool concluding_ = false;
  bool retired_ = false;
  net::time_point last_reply_;
  net::duration longest_wait_{};
  std::uint64_t messages_ = 0;
  std::uint64_t arrived_ = 0;
  std::uint64_t octets_ = 0;
  std::uint64_t replies_ = 0;
  std::uint64_t lines_ = 0;
};

}  // namespace pop3kit::engine
