#include <string>
#include <utility>

#include "operations/multi_connection.hpp"

namespace pop3kit::engine {

namespace {

/// A server whose every message is broken does not get more logins than this, no message coming whole between them.
constexpr std::size_t most_replacements_in_a_row = 16;

/// The session ended at what one message consists of, not at the line or at our patience.
bool is_broken_message(const failure& cause) {
  return cause.kind() == fault::protocol && cause.code() != errc::too_slow;
}

bool is_too_large(const failure& cause) {
  return cause.code() == errc::message_too_large || cause.code() == errc::header_too_large;
}

}  // namespace

failure multi_connection_run::name_message(failure cause) const {
  if (!message_due_) return cause;
  const std::string message = "message " + std::to_string(work_.messages[*message_due_].sequence_number);
  const std::string detail = cause.detail();
  cause.set_detail(detail.empty() ? message : message + ": " + detail);
  return cause;
}

asio::awaitable<result<>> multi_connection_run::go_on_after(failure cause) {
  cause = name_message(std::move(cause));
  if (is_broken_message(cause)) co_return co_await pass_over(std::move(cause));
  co_return co_await resume(std::move(cause));
}

/// With commands sent ahead, what broke may have been the message before, or the server's way with such commands: then
/// it is asked for once more, in a session of its own.
bool multi_connection_run::is_certain(const failure& cause) {
  return !sent_ahead_ || is_too_large(cause) || !suspects_.insert(*message_due_).second;
}

/// The others are fetched in a new session; none is needed where there are no others.
asio::awaitable<result<>> multi_connection_run::pass_over(failure cause) {
  const std::optional<std::size_t> item = message_due_;
  // A server that sends what nobody asked for is not to blame for one message. Nor is the caller to suffer for one that
  // mixes up its replies: the new session sends one command at a time.
  if (!item && !leader_->mixed_up()) co_return cause;
  const bool certain = item && is_certain(cause);
  if (certain && work_.queue.finished() + 1 == work_.queue.size()) co_return report_broken(*item, cause);
  result<> replaced = co_await replace(cause);
  if (!replaced || !certain) co_return replaced;
  cause.set_session_usable(true);
  co_return report_broken(*item, cause);
}

result<> multi_connection_run::report_broken(std::size_t item, const failure& why) {
  if (!work_.queue.finished(item)) ++broken_;
  result<> told = part_->report_failure(item, why);
  message_due_.reset();
  if (told) return told;
  leader_->close("stopped");
  return failure(told.error()).set_session_usable(false);
}

asio::awaitable<result<>> multi_connection_run::replace(failure cause) {
  if (!terms_.told_apart_by_ids()) co_return cause;
  const std::size_t whole = work_.queue.finished() - broken_;
  if (std::exchange(whole_before_replacement_, whole) != whole) replaced_in_a_row_ = 0;
  if (++replaced_in_a_row_ > most_replacements_in_a_row) co_return cause;
  reconnector again(around_, opening_, around_.options().reconnect.attempts);
  again.allow_attempts(reconnector::after_broken_session);
  result<std::unique_ptr<session>> opened = co_await again.open(cause);
  if (!opened && opened.error().code() == errc::cancelled) co_return opened.error();
  if (!opened) {
    const std::string why = cause.detail() + "; no session in place of the one that ended: " + opened.error().message();
    co_return failure(cause).set_detail(why);
  }
  leader_ = std::move(*opened);
  ++report_.reconnected;
  result<> known = co_await learn_anew();
  if (known || !reconnector::is_loss(known.error())) co_return known;
  co_return co_await resume(known.error());
}

asio::awaitable<result<>> multi_connection_run::resume(failure cause) {
  const bool allowed = reconnector::is_loss(cause) && around_.options().reconnect.attempts != 0;
  if (!allowed || !terms_.told_apart_by_ids()) co_return cause;
  if (std::exchange(finished_before_loss_, work_.queue.finished()) != work_.queue.finished())
    reconnector_.start_afresh();
  for (;;) {
    result<std::unique_ptr<session>> opened = co_await reconnector_.open(std::move(cause));
    if (!opened) co_return opened.error();
    leader_ = std::move(*opened);
    ++report_.reconnected;
    result<> known = co_await learn_anew();
    if (known || !reconnector::is_loss(known.error())) co_return known;
    cause = known.error();
  }
}

asio::awaitable<result<>> multi_connection_run::learn_anew() {
  ++report_.opened;
  enter_leader();
  unique_id_request asked(work_.limits);
  result<> known = co_await leader_->run(asked);
  if (known && asked.refused()) known = *asked.refused();
  auto listing = std::make_shared<const id_index>(std::move(asked.ids()));
  // What has no id of its own could be any of the messages that seem to be missing.
  if (known && !listing->tells_all_apart()) known = failure(errc::ambiguous_unique_id);
  if (!known) {
    leader_->close("no unique-ids");
    report_.connections[place_].cause = known.error();
    co_return known.error().set_session_usable(false);
  }
  new_listing_ = std::move(listing);
  numbers_.learn(new_listing_);
  co_return result<>{};
}

}  // namespace pop3kit::engine
