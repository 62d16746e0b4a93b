#include "transfer/work_batch.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "session/session.hpp"
#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

constexpr std::size_t least_lines = 16;
constexpr std::size_t most_lines = 1'000'000;
/// The time of a line of 40 octets at 20 MB per second.
constexpr net::duration time_of_a_line = std::chrono::microseconds(2);

}  // namespace

batch_terms::batch_terms(const session& on, const shared_work& work, work_queue::taker taker)
    : who(taker), lock_step(!on.pipelines() || !work.told_apart_by_ids()) {
  const net::duration service = on.opening().command - on.opening().round_trip;
  const auto lines = std::max<net::duration::rep>(service / time_of_a_line, 0);
  command_in_lines = std::clamp(static_cast<std::size_t>(lines), least_lines, most_lines);
}

work_batch::work_batch(shared_work& work, const batch_terms& terms, message_numbers numbers)
    : work_(work),
      terms_(terms),
      numbers_(std::move(numbers), proof_terms{terms.lock_step, terms.command_in_lines, work.maildrop}),
      pace_(leads()),
      account_(work.time.now()) {}

/// Reports a message that no longer exists. This happens only in a new session, because the messages were listed in the
/// previous one.
result<> work_batch::miss(std::size_t item) {
  const failure why(errc::no_such_message, "gone when the connection was made anew");
  return report_failure(item, failure(why).set_session_usable(true));
}

result<> work_batch::report_failure(std::size_t item, const failure& why) {
  if (!work_.queue.finish(item)) return {};
  result<> told = report_missing(item, why);
  if (told) work_.progress.finish_message();
  return told;
}

std::optional<sent_command> work_batch::take() {
  if (before_first_item_) std::exchange(before_first_item_, nullptr)();
  while (const std::optional<std::size_t> item = work_.queue.take(terms_.who)) {
    const std::optional<std::uint64_t> number = numbers_.numbers().number_of(*item);
    if (number) {
      return sent_command{step::message, *item, *number};
    }
    if (!leads()) {
      work_.queue.leave_to_leader(*item);
      continue;
    }
    result<> told = miss(*item);
    if (told) continue;
    stopped_ = std::move(told).error();
    break;
  }
  return std::nullopt;
}

std::optional<request> work_batch::next(std::string& out) {
  asked_for_work_ = true;
  if (const std::optional<sent_command> proved = numbers_.take_unsent()) {
    pace_.note_sure_reply();
    return ask_message(out, *proved);
  }
  std::optional<request> sent;
  if (!wants_marker(true)) sent = next_message(out);
  if (!sent && wants_marker(!out_of_work_)) sent = ask_marker(out);
  return sent;
}

/// If messages have ended and nothing else is due, a marker is sent even though it costs a round trip. Otherwise it is
/// sent early if it is known to be needed.
bool work_batch::wants_marker(bool more_follows) const {
  if (terms_.lock_step || stopped_ || replies_.empty()) return false;
  const std::size_t due = replies_.commands_due();
  if (due == 0 && !more_follows) return true;
  if (due != 0 && !may_go_on()) return false;
  // A single command needs no marker.
  if (!replies_.sent_ahead() && due < 2 && !(more_follows && work_.queue.any_left())) return false;
  return more_follows ? pace_.is_due(work_.queue.only_last_left(), shows_places()) : pace_.is_due_at_end();
}

request work_batch::ask_marker(std::string& out) {
  const sent_command marker = markers_.ask(out, replies_.latest());
  pace_.note_marker();
  replies_.add(marker);
  return request{marker.marked_by_stat ? wire::verb::stat : wire::verb::uidl};
}

request work_batch::ask_message(std::string& out, const sent_command& which) {
  replies_.add(which);
  const request sent = ask(out, which.item, which.number);
  marker_pace::shown_by_size shown = marker_pace::shown_by_size::no;
  if (may_show_place(which.item)) {
    shown = shows_places() ? marker_pace::shown_by_size::surely : marker_pace::shown_by_size::perhaps;
  }
  pace_.note_message(shown, expected_octets(which.item));
  return sent;
}

std::optional<request> work_batch::next_message(std::string& out) {
  out_of_work_ = useless() || stopped_ || retired_;
  if (out_of_work_ || messages_in_flight() >= std::max<std::size_t>(work_.share, 1)) return std::nullopt;
  if (replies_.commands_due() != 0 && !may_go_on()) return std::nullopt;
  if (numbers_.wants_listing()) {
    out_of_work_ = !work_.queue.any_left();
    if (out_of_work_) return std::nullopt;
    replies_.add(sent_command{step::listing});
    return numbers_.ask_listing(out, work_.limits);
  }
  if (numbers_.awaits_listing()) return std::nullopt;
  const std::optional<sent_command> taken = take();
  out_of_work_ = !taken;
  if (!taken) return std::nullopt;
  if (!numbers_.needs_proof()) return ask_message(out, *taken);
  replies_.add(numbers_.ask_proof(out, *taken));
  return request{wire::verb::uidl};
}

outcome<work_batch::place> work_batch::check_reply(const answer& status) {
  const sent_command& due = replies_.oldest();
  if (due.what != step::message) {
    return markers_.check(due, status, numbers_.numbers(), replies_.messages_ended() != 0);
  }
  if (!status.ok || discards()) return place::unknown;
  return check_place(status);
}

/// Called when the next reply has begun. If it is in its place, the message before it is complete.
outcome<> work_batch::confirm_former(const answer& status) {
  const outcome<place> found = check_reply(status);
  if (!found) return found.error();
  return replies_.begin_reply(*found) ? conclude_ended() : outcome<>();
}

outcome<> work_batch::conclude_ended() {
  while (const std::optional<sent_command> done = replies_.take_ended()) {
    concluding_ = true;
    const outcome<> concluded = conclude_message(*done);
    concluding_ = false;
    if (!concluded) return concluded;
  }
  pace_.note_conclusion(messages_in_flight());
  return {};
}

void work_batch::judge_proof(const answer& status) {
  const standing found = numbers_.judge(replies_.oldest(), status);
  if (sent_command* const message = replies_.second()) {
    message->stands = found;
  } else if (found == standing::confirmed) {
    numbers_.confirm_unsent();
  } else if (const std::optional<sent_command> unsent = numbers_.take_unsent()) {
    // The message was not requested, and will not be.
    work_.queue.give_back(unsent->item);
  }
}

outcome<> work_batch::on_status(const answer& status) {
  sent_command& due = replies_.oldest();
  if (due.what == step::message && due.stands == standing::open &&
      !numbers_.numbers().belong_together(due.item, due.number)) {
    due.stands = standing::refuted;
  }
  const outcome<> confirmed = confirm_former(status);
  if (!confirmed) return confirmed;
  due.has_body = status.ok;
  switch (due.what) {
    case step::listing:
      return numbers_.listing().on_status(status);
    case step::proof:
      judge_proof(status);
      return {};
    case step::marker:
      work_.progress.note_marker();
      return {};
    default:
      break;
  }
  if (discards()) return {};
  return on_message_status(status);
}

outcome<> work_batch::on_line(std::string_view line) {
  account_.add_lines(1);
  return numbers_.listing().on_line(line);
}

outcome<std::size_t> work_batch::on_lines(std::string_view lines, std::size_t longest) {
  const outcome<std::size_t> read = numbers_.listing().on_lines(lines, longest);
  if (read) account_.add_lines(static_cast<std::uint64_t>(std::ranges::count(lines.substr(0, *read), '\n')));
  return read;
}

outcome<> work_batch::on_octets(std::span<const char> octets, body_piece which) {
  account_.add_octets(octets.size());
  if (discards()) return {};
  return on_message_octets(octets, which);
}

bool work_batch::falls_short(std::uint64_t octets) const {
  return replies_.oldest().what == step::message && !discards() && message_falls_short(octets);
}

outcome<> work_batch::on_end() {
  const sent_command done = replies_.end_reply();
  account_.note_reply(work_.time.now());
  switch (done.what) {
    case step::listing:
      numbers_.learn_listing();
      return {};
    case step::marker:
      return done.in_place && replies_.end_marker() ? conclude_ended() : outcome<>();
    case step::message:
      return end_message(done);
    default:
      return {};
  }
}

outcome<> work_batch::end_message(const sent_command& done) {
  if (done.stands == standing::refuted) {
    forget(done.item);
    work_.queue.give_back(done.item);
    return {};
  }
  const bool second_status = done.has_body && has_second_status();
  const bool holds_a_reply = done.has_body && replies_.commands_due() != 0 && may_hold_a_reply();
  keep();
  account_.note_arrival();
  const bool is_certain = replies_.end_message(done, second_status);
  work_.progress.begin_waiting();
  if (second_status) return errc::unsolicited_data;
  if (holds_a_reply) return errc::malformed_response;
  return is_certain ? conclude_ended() : outcome<>();
}

outcome<> work_batch::conclude_message(const sent_command& done) {
  forget(done.item);
  work_.progress.end_waiting();
  const outcome<verdict> concluded = conclude(done.item);
  if (!concluded) return concluded.error();
  if (*concluded == verdict::done) {
    account_.note_message();
  } else {
    work_.queue.leave_to_leader(done.item);
  }
  return {};
}

outcome<> work_batch::settle(bool replies_in_doubt) {
  return replies_.end_session(replies_in_doubt) ? conclude_ended() : outcome<>();
}

bool work_batch::give_back() {
  if (const std::optional<sent_command> unsent = numbers_.take_unsent()) work_.queue.give_back(unsent->item);
  const bool any = !replies_.empty();
  for (std::size_t i = 0; i < replies_.messages_ended(); ++i) work_.progress.end_waiting();
  const reply_ledger::unconcluded lost = replies_.take_all();
  for (const sent_command& each : lost.ended) {
    forget(each.item);
    take_back(each.item);
    work_.queue.give_back(each.item);
  }
  bool first = true;
  for (const sent_command& each : lost.open) {
    if (each.what != step::message) continue;
    forget(each.item);
    take_back(each.item);
    // The message during whose reply the connection was lost, or whose end is in doubt.
    if (std::exchange(first, false)) {
      work_.queue.put_last(each.item);
    } else {
      work_.queue.give_back(each.item);
    }
  }
  return any;
}

}  // namespace pop3kit::engine
