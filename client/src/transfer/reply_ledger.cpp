#include "transfer/reply_ledger.hpp"

#include <utility>

namespace pop3kit::engine {

void reply_ledger::add(const sent_command& sent) {
  if (!due_.empty()) sent_ahead_ = true;
  if (sent.what == sent_command::step::message) ++messages_due_;
  due_.push_back(sent);
}

/// If this reply is in its place, the message before it is complete.
bool reply_ledger::begin_reply(reply_place found) {
  sent_command& due = due_.front();
  end_is_open_ = false;
  due.in_place = found == reply_place::right;
  if (due.in_place) sent_ahead_ = due_.size() > 1;
  const bool former_in_place = std::exchange(marker_agrees_, false) || (!ended_.empty() && ended_.back().in_place);
  // The reply to a marker is one line, and counts only after the next reply has begun.
  const bool shows_place = former_in_place || (due.in_place && due.what != sent_command::step::marker);
  return shows_place;
}

sent_command reply_ledger::end_reply() {
  const sent_command done = due_.front();
  due_.pop_front();
  if (done.what == sent_command::step::message) --messages_due_;
  return done;
}

bool reply_ledger::end_marker() {
  marker_agrees_ = !due_.empty();
  return !marker_agrees_;
}

bool reply_ledger::end_message(const sent_command& done, bool second_status) {
  ended_.push_back(done);
  end_is_open_ = done.has_body && (second_status || !due_.empty());
  const bool is_certain = due_.empty() && (done.in_place || !sent_ahead_);
  return is_certain;
}

bool reply_ledger::end_session(bool replies_in_doubt) {
  return std::exchange(marker_agrees_, false) && !replies_in_doubt;
}

std::optional<sent_command> reply_ledger::take_ended() {
  if (ended_.empty()) return std::nullopt;
  const sent_command first = ended_.front();
  ended_.pop_front();
  return first;
}

std::optional<std::size_t> reply_ledger::message_due(bool replies_in_doubt) const {
  if (end_is_open_ && replies_in_doubt) return ended_.back().item;
  if (due_.empty()) return std::nullopt;
  const sent_command& due = due_.front();
  if (due.what != sent_command::step::message || due.stands == sent_command::standing::refuted) return std::nullopt;
  return due.item;
}

reply_ledger::unconcluded reply_ledger::take_all() {
  unconcluded all;
  all.open = std::exchange(due_, {});
  all.ended = std::exchange(ended_, {});
  if (std::exchange(end_is_open_, false) && !all.ended.empty()) {
    all.open.push_front(all.ended.back());
    all.ended.pop_back();
  }
  messages_due_ = 0;
  return all;
}

}  // namespace pop3kit::engine
