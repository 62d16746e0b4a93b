#include "transfer/transfer_batch.hpp"

#include <utility>

#include "link/refusal.hpp"
#include "link/single_reply.hpp"
#include "session/session.hpp"
#include "wire/command.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

std::unique_ptr<work_batch> transfer_target::make_part(shared_work& work, const session& on, work_queue::taker who,
                                                       message_numbers numbers) {
  return std::make_unique<transfer_batch>(*this, work, batch_terms(on, work, who), std::move(numbers));
}

void transfer_target::note_another_size(const message_info& which) {
  ++report.size_mismatches;
  if (first_mismatches.size() < connection_report::most_named) first_mismatches.push_back(which);
}

request transfer_batch::ask(std::string& out, std::size_t item, std::uint64_t number) {
  sizes_.add(size_of(item));
  wire::append_numbered(out, wire::verb::retr, number);
  return request{wire::verb::retr, body_kind::octets};
}

/// If the receiver fails, the session ends. The failure is kept in addition to its code.
outcome<> transfer_batch::heard(result<> taken) {
  if (taken) return {};
  cause_ = std::move(taken).error();
  return cause_->code();
}

outcome<> transfer_batch::on_message_status(const answer& status) {
  refused_.reset();
  if (!status.ok) {
    refused_ = message_refusal(status);
    return {};
  }
  account_.begin(said_by(status));
  outcome<> begun = heard(target_.receiver.begin(target_.messages[oldest()]));
  begun_ = begun.has_value();
  return begun;
}

expected_size transfer_batch::said_by(const answer& status) const {
  expected_size said;
  const outcome<std::uint64_t> hint = wire::parse_octets_hint(status.text);
  if (hint) said.announced = *hint;
  said.listed = target_.messages[oldest()].size;
  return said;
}

outcome<work_batch::place> transfer_batch::check_place(const answer& status) {
  const outcome<size_evidence::place> found = sizes_.judge(said_by(status), lock_step());
  if (!found) return found.error();
  contradicted_ = *found == size_evidence::place::contradicted;
  return *found == size_evidence::place::right ? place::right : place::unknown;
}

outcome<> transfer_batch::on_message_octets(std::span<const char> octets, body_piece which) {
  if (octets.size() > target_.most_octets - account_.octets()) return errc::message_too_large;
  account_.add(octets, which);
  const outcome<> taken = heard(target_.receiver.octets(target_.messages[oldest()], octets));
  if (taken) work().progress.add_octets(octets.size());
  return taken;
}

void transfer_batch::keep() {
  if (begun_ && account_.is_missing()) {
    refused_ = failure(errc::message_truncated, "no octet of the message arrived");
    refused_->set_verb("RETR").set_session_usable(true);
  }
  arrival& complete = kept_.emplace_back();
  complete.begun = std::exchange(begun_, false);
  if (complete.begun) {
    complete.octets = account_.octets();
    complete.has_another_size = contradicted_ || account_.has_another_size();
  }
  complete.refused = std::exchange(refused_, std::nullopt);
}

/// Returns the first complete reply, or otherwise the one that has begun.
transfer_batch::arrival transfer_batch::take_arrival() {
  if (kept_.empty()) keep();
  arrival first = std::move(kept_.front());
  kept_.pop_front();
  return first;
}

outcome<work_batch::verdict> transfer_batch::conclude(std::size_t item) {
  if (kept_.front().refused && !leads()) {
    take_back(item);
    return verdict::leave_to_leader;
  }
  const arrival done = take_arrival();
  if (!work().queue.finish(item)) {
    drop(item, done);
    return verdict::done;
  }
  if (done.refused) {
    ++target_.report.refused;
  } else {
    ++target_.report.messages;
    target_.report.octets += done.octets;
    if (done.has_another_size) target_.note_another_size(target_.messages[item]);
  }
  const result<> fate = done.refused ? result<>(*done.refused) : result<>();
  const outcome<> taken = heard(target_.receiver.end(target_.messages[item], fate));
  if (!taken) return taken.error();
  work().progress.finish_message();
  return verdict::done;
}

result<> transfer_batch::report_missing(std::size_t item, const failure& why) {
  ++target_.report.refused;
  return target_.receiver.end(target_.messages[item], why);
}

void transfer_batch::take_back(std::size_t item) {
  drop(item, take_arrival());
}

void transfer_batch::drop(std::size_t item, const arrival& done) {
  if (!done.begun) return;
  work().progress.take_back_octets(done.octets);
  failure why(errc::connection_closed, "the message did not arrive whole");
  if (cause_) why = *cause_;
  // The transfer has already failed here, or it goes on elsewhere. The result of the receiver changes neither.
  static_cast<void>(target_.receiver.end(target_.messages[item], why));
}

}  // namespace pop3kit::engine
