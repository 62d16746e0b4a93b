#include "operations/work_batch.hpp"

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

}  // namespace

batch_terms::batch_terms(const session& on, work_queue::taker taker) : who(taker), lock_step(!on.pipelines()) {
  const net::duration service = on.opening().command - on.opening().round_trip;
  const auto lines = std::max<net::duration::rep>(service / time_of_a_line, 0);
  command_in_lines = std::clamp(static_cast<std::size_t>(lines), least_lines, most_lines);
}

work_batch::work_batch(shared_work& work, const batch_terms& terms, message_numbers numbers)
    : work_(work), terms_(terms), numbers_(std::move(numbers)), last_reply_(work.time.now()) {}

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
  if (held_ && replies_in_doubt) return held_->item;
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
  if (behind_proof_) {
    in_flight_.push_back(*std::exchange(behind_proof_, std::nullopt));
    return ask(out, in_flight_.back().number);
  }
  if (useless_ || stopped_ || retired_ || messages_in_flight_ >= std::max<std::size_t>(work_.share, 1))
    return std::nullopt;
  if (!in_flight_.empty() && !may_go_on()) return std::nullopt;
  if (wants_listing()) {
    if (!work_.queue.any_left()) return std::nullopt;
    in_flight_.push_back(asked{step::listing});
    return listing_.emplace(work_.limits).next(out);
  }
  // What is known to be guessed wrong is not guessed again while the truth is on its way.
  const bool guesses = numbers_.on() == message_numbers::ground::guess;
  if (guesses && (guess_was_wrong_ || terms_.lock_step)) return std::nullopt;
  const std::optional<asked> taken = take();
  if (!taken) return std::nullopt;
  ++messages_in_flight_;
  if (!guesses || listing_) {
    in_flight_.push_back(*taken);
    return ask(out, taken->number);
  }
  ++proofs_;
  in_flight_.push_back(asked{step::proof, taken->item, taken->number});
  behind_proof_ = taken;
  wire::append_numbered(out, wire::verb::uidl, taken->number);
  return request{wire::verb::uidl};
}

/// The next reply has begun: if it is in its place, the message before it ended where it seemed to. UIDL n repeats its
/// number (RFC 1939 section 7), so another number shows that a reply is missing or displaced.
outcome<> work_batch::confirm_former(const asked& due, const answer& status) {
  if (due.what == step::message && status.ok && !discards()) {
    const outcome<> placed = check_place(status);
    if (!placed) return placed;
  }
  if (!held_) return {};
  if (due.what == step::proof && status.ok) {
    const outcome<wire::unique_id_listing> told = wire::parse_unique_id_listing(status.text);
    if (!told || told->sequence_number != due.number) return errc::malformed_response;
  }
  const asked former = *std::exchange(held_, std::nullopt);
  concluding_ = true;
  const outcome<> concluded = conclude_message(former);
  concluding_ = false;
  return concluded;
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
  if (done.what != step::message) return {};
  --messages_in_flight_;
  if (done.has_body && done.stands != standing::refuted && has_second_status()) {
    held_ = done;
    return errc::unsolicited_data;
  }
  if (!in_flight_.empty() && done.has_body && done.stands != standing::refuted) {
    held_ = done;
    return may_hold_a_reply() ? outcome<>(errc::malformed_response) : outcome<>();
  }
  concluding_ = true;
  const outcome<> concluded = conclude_message(done);
  concluding_ = false;
  return concluded;
}

outcome<> work_batch::conclude_message(const asked& done) {
  if (done.stands == standing::refuted) {
    work_.queue.give_back(done.item);
    return {};
  }
  const outcome<verdict> concluded = conclude(done.item);
  if (!concluded) return concluded.error();
  if (*concluded == verdict::done) {
    ++messages_;
  } else {
    work_.queue.leave_to_leader(done.item);
  }
  return {};
}

bool work_batch::give_back() {
  if (behind_proof_) work_.queue.give_back(behind_proof_->item);
  behind_proof_.reset();
  const bool any = held_ || !in_flight_.empty();
  bool first = true;
  if (held_) in_flight_.push_front(*std::exchange(held_, std::nullopt));
  for (const asked& each : in_flight_) {
    if (each.what != step::message) continue;
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
