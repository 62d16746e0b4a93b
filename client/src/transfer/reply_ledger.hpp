#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "transfer/sent_command.hpp"

namespace pop3kit::engine {

/// The commands of a batch whose replies are due, in order, and the messages that seem to have ended.
///
/// It decides when these messages may be concluded: when a later reply has shown that it is in its place, because then
/// no earlier reply was repeated or left out. Without pipelining, the terminator of a message concludes it.
class reply_ledger {
 public:
  /// Adds a command that was sent.
  void add(const sent_command& sent);

  /// Returns true if no reply is due, and no message waits to be concluded.
  [[nodiscard]] bool empty() const noexcept { return due_.empty() && ended_.empty(); }
  [[nodiscard]] std::size_t commands_due() const noexcept { return due_.size(); }
  [[nodiscard]] std::size_t messages_due() const noexcept { return messages_due_; }
  [[nodiscard]] std::size_t messages_ended() const noexcept { return ended_.size(); }
  /// Returns true if a command was pipelined since the last reply that has shown its place.
  [[nodiscard]] bool sent_ahead() const noexcept { return sent_ahead_; }
  /// Returns the command whose reply is due. There must be one.
  [[nodiscard]] sent_command& oldest() { return due_.front(); }
  [[nodiscard]] const sent_command& oldest() const { return due_.front(); }
  /// Returns the command whose reply comes after that one, or null.
  [[nodiscard]] sent_command* second() { return due_.size() > 1 ? &due_[1] : nullptr; }
  /// Returns the last command sent, or the last message that has ended if no reply is due. The ledger must not be
  /// empty.
  [[nodiscard]] const sent_command& latest() const { return due_.empty() ? ended_.back() : due_.back(); }

  /// Called when the reply to the oldest command has begun with a valid line, and nothing shows that it is out of
  /// place. Returns true if the messages that have ended may be concluded.
  [[nodiscard]] bool begin_reply(reply_place found);
  /// Called when the reply to the oldest command is complete. Removes the command and returns it.
  sent_command end_reply();
  /// Called if end_reply() returned a marker whose reply is right. Returns true if the messages that have ended may be
  /// concluded.
  [[nodiscard]] bool end_marker();
  /// Called if end_reply() returned a message. `second_status` is true if the message begins with another status line,
  /// so that its end is in doubt. Returns true if it and the messages that ended before it may be concluded.
  [[nodiscard]] bool end_message(const sent_command& done, bool second_status);
  /// Called when the session has ended. Returns true if the messages that have ended may be concluded. This is not the
  /// case if the end of the session makes replies doubtful.
  [[nodiscard]] bool end_session(bool replies_in_doubt);

  /// Removes the first of the messages that have ended and returns it.
  [[nodiscard]] std::optional<sent_command> take_ended();
  /// Returns the item whose reply is due, or the one before it if a wrong reply makes its end doubtful. Empty if no
  /// reply to a message is due.
  [[nodiscard]] std::optional<std::size_t> message_due(bool replies_in_doubt) const;

  struct unconcluded {
    std::deque<sent_command> ended;  ///< messages that seem to be complete
    std::deque<sent_command> open;  ///< a message whose end is in doubt, if there is one, and the commands that are due
  };
  /// Removes everything and returns it.
  [[nodiscard]] unconcluded take_all();

 private:
  std::deque<sent_command> due_;
  std::deque<sent_command> ended_;  // messages that seem to have ended, but whose place is not certain yet
  std::size_t messages_due_ = 0;
  bool end_is_open_ = false;  // the next reply has not begun, so the end of the last message is not certain
  bool sent_ahead_ = false;
  /// The reply to a marker was right. It counts only after the next reply has begun, because it may have been the
  /// status line of a message.
  bool marker_agrees_ = false;
};

}  // namespace pop3kit::engine
