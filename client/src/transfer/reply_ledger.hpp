#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "transfer/sent_command.hpp"

namespace pop3kit::engine {

/// The commands of a batch whose replies are due, in the order of their replies, and the messages that seem to have
/// ended. Decides when these may be concluded: when a later reply has shown that it is in its place, for then no reply
/// before it came too often or was left out. Without commands sent ahead, its own terminator ends a message.
class reply_ledger {
 public:
  /// A command was sent after all others.
  void add(const sent_command& sent);

  /// No reply is due, and no message has ended without being concluded.
  [[nodiscard]] bool empty() const noexcept { return due_.empty() && ended_.empty(); }
  [[nodiscard]] std::size_t commands_due() const noexcept { return due_.size(); }
  [[nodiscard]] std::size_t messages_due() const noexcept { return messages_due_; }
  [[nodiscard]] std::size_t messages_ended() const noexcept { return ended_.size(); }
  /// A command was sent ahead of a reply since the last reply that has shown its place.
  [[nodiscard]] bool sent_ahead() const noexcept { return sent_ahead_; }
  /// The command whose reply is due. There must be one.
  [[nodiscard]] sent_command& oldest() { return due_.front(); }
  [[nodiscard]] const sent_command& oldest() const { return due_.front(); }
  /// The command whose reply comes after that one; null if there is none.
  [[nodiscard]] sent_command* second() { return due_.size() > 1 ? &due_[1] : nullptr; }
  /// The last command sent, or the last message that has ended if no reply is due. Must not be empty.
  [[nodiscard]] const sent_command& latest() const { return due_.empty() ? ended_.back() : due_.back(); }

  /// The reply to the oldest command has begun well-formed, and nothing shows that it is out of place. True if the
  /// messages that have ended may be concluded.
  [[nodiscard]] bool begin_reply(reply_place found);
  /// The reply to the oldest command is complete, and no longer due.
  sent_command end_reply();
  /// What end_reply() returned was a marker whose reply is the right one. True if the messages that have ended may be
  /// concluded.
  [[nodiscard]] bool end_marker();
  /// What end_reply() returned was a message. `second_status`: it begins with another status line, so that its end is
  /// in doubt. True if it and the messages that ended before it may be concluded.
  [[nodiscard]] bool end_message(const sent_command& done, bool second_status);
  /// The session has ended. True if the messages that have ended may be concluded; not if its end puts replies in
  /// doubt.
  [[nodiscard]] bool end_session(bool replies_in_doubt);

  /// Takes the first of the messages that have ended.
  [[nodiscard]] std::optional<sent_command> take_ended();
  /// The item whose reply is due, or the one before it if a wrong reply puts its end in doubt. Nothing if the reply to
  /// another command is due, or none.
  [[nodiscard]] std::optional<std::size_t> message_due(bool replies_in_doubt) const;

  struct unconcluded {
    std::deque<sent_command> ended;  ///< messages that seem to be whole
    std::deque<sent_command> open;   ///< a message whose end is in doubt, if there is one, and what is due
  };
  /// Forgets everything.
  [[nodiscard]] unconcluded take_all();

 private:
  std::deque<sent_command> due_;
  std::deque<sent_command>
      ended_;  // messages that seem to have ended, until a later reply shows that they are in place
  std::size_t messages_due_ = 0;
  bool end_is_open_ = false;  // of the last message that has ended: until the next reply begins
  bool sent_ahead_ = false;
  /// The reply to a marker has ended and was the right one. It counts when the next reply has begun: what was taken for
  /// the marker's reply may have been the status line of a message.
  bool marker_agrees_ = false;
};

}  // namespace pop3kit::engine
