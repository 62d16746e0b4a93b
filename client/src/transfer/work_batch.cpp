#include "transfer/work_batch.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "session/session.hpp"
#include "wire/command.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

namespace {

constexpr std::size_t least_lines = 16;
constexpr std::size_t most_lines = 1'000'000;
/// A line of 40 octets at 20 MB a second.
constexpr net::duration time_of_a_line = std::chrono::microseconds(2);
/// So many messages at most are asked for behind one marker. The leader's first marker follows the first message, and
/// each later one four times as many: a session that breaks early has brought something too.
constexpr std::size_t most_between_markers = 32;
constexpr std::size_t marker_growth = 4;
/// Nor does a loss cost more than about so much, and one message.
constexpr std::uint64_t octets_between_markers = 256ULL * 1024;

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
      numbers_(std::move(numbers)),
      between_markers_(leads() ? 1 : most_between_markers),
      last_reply_(work.time.now()) {}

/// Only a session that was opened anew finds that out: the messages were listed in the one before.
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

std::optional<std::size_t> work_batch::message_due(bool replies_in_doubt) const {
  if (end_is_open_ && replies_in_doubt) return ended_.back().item;
  if (in_flight_.empty() || in_flight_.front().what != step::message || discards()) return std::nullopt;
  return oldest();
}

/// In lock-step each proof would cost a round trip. Otherwise it is as with hiring and buying: whoever buys once the
/// hire has cost as much never pays more than twice the least.
bool work_batch::wants_listing() const {
  if (numbers_.on() != message_numbers::ground::guess || listing_) return false;
  return guess_was_wrong_ || terms_.lock_step || (proofs_ + 1) * terms_.command_in_lines > work_.maildrop;
}

std::optional<work_batch::asked> work_batch::take() {
  if (before_first_item_) std::exchange(before_first_item_, nullptr)();
  while (const std::optional<std::size_t> item = work_.queue.take(terms_.who)) {
    const std::optional<std::uint64_t> number = numbers_.number_of(*item);
    if (number) {
      return asked{step::message, *item, *number};
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
  const bool ahead = !in_flight_.empty();
  std::optional<request> sent;
  if (behind_proof_) {
    forget_unmarked();
    sent = ask_message(out, *std::exchange(behind_proof_, std::nullopt));
  } else {
    if (!wants_marker(true)) sent = next_message(out);
    if (!sent && wants_marker(!out_of_work_)) sent = ask_marker(out);
  }
  if (sent && ahead) sent_ahead_ = true;
  return sent;
}

/// One that is needed for what has ended is asked for even if it costs a round trip; one ahead of that if its need can
/// be foreseen.
bool work_batch::wants_marker(bool more_follows) const {
  if (terms_.lock_step || stopped_ || (ended_.empty() && in_flight_.empty())) return false;
  if (in_flight_.empty() && !more_follows) return true;
  if (!in_flight_.empty() && !may_go_on()) return false;
  // One command alone needs no marker.
  if (!sent_ahead_ && in_flight_.size() < 2 && !(more_follows && work_.queue.any_left())) return false;
  // As long as sizes may still turn out to show the places, they are counted on.
  const bool counts_on_sizes = last_may_show_ && !shows_places();
  if (more_follows) {
    // What comes next may cut the connection.
    if (work_.queue.only_last_left()) return unmarked_ != 0;
    if (unmarked_octets_ >= octets_between_markers) return true;
    return unmarked_ >= (counts_on_sizes ? most_between_markers : between_markers_);
  }
  return unmarked_ != 0 && !last_may_show_;
}

/// UIDL n repeats the number and the unique-id (RFC 1939 section 7). STAT cannot be refused; its two numbers are told
/// apart from what servers write in other replies.
request work_batch::ask_marker(std::string& out) {
  const asked& last = in_flight_.empty() ? ended_.back() : in_flight_.back();
  asked marker{step::marker, last.item, last.number};
  marker.marked_by_stat = marks_by_stat_ || last.what != step::message;
  const wire::verb sent = marker.marked_by_stat ? wire::verb::stat : wire::verb::uidl;
  if (marker.marked_by_stat) {
    out.append(wire::name(sent)).append("\r\n");
  } else {
    wire::append_numbered(out, sent, marker.number);
  }
  forget_unmarked();
  between_markers_ = std::min(marker_growth * between_markers_, most_between_markers);
  in_flight_.push_back(marker);
  return request{sent};
}

request work_batch::ask_message(std::string& out, const asked& which) {
  in_flight_.push_back(which);
  const request sent = ask(out, which.item, which.number);
  last_may_show_ = may_show_place(which.item);
  if (last_may_show_ && shows_places()) {
    forget_unmarked();
  } else {
    ++unmarked_;
    unmarked_octets_ += expected_octets(which.item);
  }
  return sent;
}

void work_batch::forget_unmarked() {
  unmarked_ = 0;
  unmarked_octets_ = 0;
}

std::optional<request> work_batch::next_message(std::string& out) {
  out_of_work_ = useless_ || stopped_ || retired_;
  if (out_of_work_ || messages_in_flight_ >= std::max<std::size_t>(work_.share, 1)) return std::nullopt;
  if (!in_flight_.empty() && !may_go_on()) return std::nullopt;
  if (wants_listing()) {
    out_of_work_ = !work_.queue.any_left();
    if (out_of_work_) return std::nullopt;
    in_flight_.push_back(asked{step::listing});
    return listing_.emplace(work_.limits).next(out);
  }
  // What is known to be guessed wrong is not guessed again while the truth is on its way.
  const bool guesses = numbers_.on() == message_numbers::ground::guess;
  if (guesses && (guess_was_wrong_ || terms_.lock_step)) return std::nullopt;
  const std::optional<asked> taken = take();
  out_of_work_ = !taken;
  if (!taken) return std::nullopt;
  ++messages_in_flight_;
  if (!guesses || listing_) return ask_message(out, *taken);
  ++proofs_;
  in_flight_.push_back(asked{step::proof, taken->item, taken->number});
  behind_proof_ = taken;
  wire::append_numbered(out, wire::verb::uidl, taken->number);
  return request{wire::verb::uidl};
}

/// Another number than that of the command shows that a reply is missing or displaced.
outcome<work_batch::place> work_batch::check_reply(const asked& due, const answer& status) {
  if (due.what == step::message) {
    if (!status.ok || discards()) return place::unknown;
    return check_place(status);
  }
  if (due.what == step::listing || !status.ok) {
    if (due.marked_by_stat) return errc::malformed_response;
    // The message may be gone. Whose refusal this is cannot be told; STAT is next.
    if (due.what == step::marker) doubt_marker(due);
    return place::unknown;
  }
  if (due.marked_by_stat) {
    const outcome<wire::maildrop_size> told = wire::parse_stat(status.text);
    if (!told || answers_doubted_marker(*told)) return errc::malformed_response;
    return place::right;
  }
  return check_id_reply(due, status);
}

outcome<work_batch::place> work_batch::check_id_reply(const asked& due, const answer& status) {
  const outcome<wire::unique_id_listing> told = wire::parse_unique_id_listing(status.text);
  if (told && told->sequence_number == due.number) {
    if (told->unique_id == numbers_.id_of(due.item)) return place::right;
    // A proof may refute a guess.
    if (due.what == step::proof) return place::unknown;
  }
  if (!ended_.empty()) return errc::malformed_response;
  // With nothing before it, it is this server's way of answering.
  marks_by_stat_ = true;
  return place::unknown;
}

/// Markers are STAT from here on.
void work_batch::doubt_marker(const asked& which) {
  marks_by_stat_ = true;
  doubted_markers_.push_back(which);
}

/// If the reply was another command's, the marker's own is still to come. It may consist of two numbers, as that to
/// STAT does.
bool work_batch::answers_doubted_marker(const wire::maildrop_size& told) const {
  return std::ranges::any_of(doubted_markers_, [this, &told](const asked& marker) {
    return told.messages == marker.number && numbers_.id_of(marker.item) == std::to_string(told.octets);
  });
}

/// The next reply has begun: if it is in its place, the message before it ended where it seemed to.
outcome<> work_batch::confirm_former(asked& due, const answer& status) {
  const outcome<place> found = check_reply(due, status);
  if (!found) return found.error();
  end_is_open_ = false;
  due.in_place = *found == place::right;
  if (due.in_place) sent_ahead_ = in_flight_.size() > 1;
  const bool former_in_place = std::exchange(marker_agrees_, false) || (!ended_.empty() && ended_.back().in_place);
  // The reply to a marker is one line, and counts when the one after it has begun.
  const bool shows_place = former_in_place || (due.in_place && due.what != step::marker);
  return shows_place ? conclude_ended() : outcome<>();
}

outcome<> work_batch::conclude_ended() {
  while (!ended_.empty()) {
    const asked done = ended_.front();
    ended_.pop_front();
    concluding_ = true;
    const outcome<> concluded = conclude_message(done);
    concluding_ = false;
    if (!concluded) return concluded;
  }
  unmarked_ = std::min(unmarked_, messages_in_flight_);
  if (unmarked_ == 0) unmarked_octets_ = 0;
  return {};
}

void work_batch::judge_proof(const answer& status) {
  const asked& proof = in_flight_.front();
  const outcome<wire::unique_id_listing> told = wire::parse_unique_id_listing(status.text);
  const bool right =
      status.ok && told && told->sequence_number == proof.number && told->unique_id == numbers_.id_of(proof.item);
  if (!right) guess_was_wrong_ = true;
  if (in_flight_.size() > 1) {
    in_flight_[1].stands = right ? standing::confirmed : standing::refuted;
  } else if (right) {
    behind_proof_->stands = standing::confirmed;
  } else {
    // Not asked for yet, and not to be.
    work_.queue.give_back(behind_proof_->item);
    behind_proof_.reset();
    --messages_in_flight_;
  }
}

outcome<> work_batch::on_status(const answer& status) {
  asked& due = in_flight_.front();
  if (due.what == step::message && due.stands == standing::open && !numbers_.belong_together(due.item, due.number)) {
    due.stands = standing::refuted;
  }
  const outcome<> confirmed = confirm_former(due, status);
  if (!confirmed) return confirmed;
  due.has_body = status.ok;
  switch (due.what) {
    case step::listing:
      return listing_->on_status(status);
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
  ++lines_;
  return listing_->on_line(line);
}

outcome<std::size_t> work_batch::on_lines(std::string_view lines, std::size_t longest) {
  const outcome<std::size_t> read = listing_->on_lines(lines, longest);
  if (read) lines_ += static_cast<std::uint64_t>(std::ranges::count(lines.substr(0, *read), '\n'));
  return read;
}

outcome<> work_batch::on_octets(std::span<const char> octets, body_piece which) {
  octets_ += octets.size();
  if (discards()) return {};
  return on_message_octets(octets, which);
}

bool work_batch::falls_short(std::uint64_t octets) const {
  return in_flight_.front().what == step::message && !discards() && message_falls_short(octets);
}

void work_batch::learn_listing() {
  if (listing_->refused()) {
    useless_ = *listing_->refused();
    return;
  }
  auto known = std::make_shared<const id_index>(std::move(listing_->ids()));
  if (!known->tells_all_apart()) {
    useless_ = failure(errc::ambiguous_unique_id).set_session_usable(true);
    return;
  }
  numbers_.learn(std::move(known));
}

outcome<> work_batch::on_end() {
  const asked done = in_flight_.front();
  in_flight_.pop_front();
  ++replies_;
  const net::time_point now = work_.time.now();
  longest_wait_ = std::max(longest_wait_, now - last_reply_);
  last_reply_ = now;
  if (done.what == step::listing) learn_listing();
  if (done.what == step::marker && done.in_place) {
    marker_agrees_ = !in_flight_.empty();
    return marker_agrees_ ? outcome<>() : conclude_ended();
  }
  if (done.what != step::message) return {};
  --messages_in_flight_;
  if (done.stands == standing::refuted) {
    forget(done.item);
    work_.queue.give_back(done.item);
    return {};
  }
  const bool second_status = done.has_body && has_second_status();
  const bool holds_a_reply = done.has_body && !in_flight_.empty() && may_hold_a_reply();
  keep();
  ++arrived_;
  ended_.push_back(done);
  work_.progress.begin_waiting();
  end_is_open_ = done.has_body && (second_status || !in_flight_.empty());
  if (second_status) return errc::unsolicited_data;
  if (holds_a_reply) return errc::malformed_response;
  const bool is_certain = in_flight_.empty() && (done.in_place || !sent_ahead_);
  return is_certain ? conclude_ended() : outcome<>();
}

outcome<> work_batch::conclude_message(const asked& done) {
  forget(done.item);
  work_.progress.end_waiting();
  const outcome<verdict> concluded = conclude(done.item);
  if (!concluded) return concluded.error();
  if (*concluded == verdict::done) {
    ++messages_;
  } else {
    work_.queue.leave_to_leader(done.item);
  }
  return {};
}

outcome<> work_batch::settle(bool replies_in_doubt) {
  const bool proved = std::exchange(marker_agrees_, false) && !replies_in_doubt;
  return proved ? conclude_ended() : outcome<>();
}

bool work_batch::give_back() {
  if (behind_proof_) work_.queue.give_back(behind_proof_->item);
  behind_proof_.reset();
  const bool any = !ended_.empty() || !in_flight_.empty();
  for (std::size_t i = 0; i < ended_.size(); ++i) work_.progress.end_waiting();
  while (ended_.size() > (end_is_open_ ? 1 : 0)) {
    forget(ended_.front().item);
    take_back(ended_.front().item);
    work_.queue.give_back(ended_.front().item);
    ended_.pop_front();
  }
  bool first = true;
  if (!ended_.empty()) in_flight_.push_front(ended_.back());
  ended_.clear();
  end_is_open_ = false;
  for (const asked& each : in_flight_) {
    if (each.what != step::message) continue;
    forget(each.item);
    take_back(each.item);
    // The message in whose reply the connection broke, or whose end is in doubt.
    if (std::exchange(first, false)) {
      work_.queue.put_last(each.item);
    } else {
      work_.queue.give_back(each.item);
    }
  }
  in_flight_.clear();
  messages_in_flight_ = 0;
  return any;
}

}  // namespace pop3kit::engine
