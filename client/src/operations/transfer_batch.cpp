#include "operations/transfer_batch.hpp"

#include <utility>

#include "link/refusal.hpp"
#include "operations/single_reply.hpp"
#include "session/session.hpp"
#include "wire/command.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

std::unique_ptr<work_batch> transfer_target::make_part(shared_work& work, const session& on, work_queue::taker who,
                                                       message_numbers numbers) {
  return std::make_unique<transfer_batch>(*this, work, batch_terms(on, who), std::move(numbers));
}

request transfer_batch::ask(std::string& out, std::uint64_t number) {
  wire::append_numbered(out, wire::verb::retr, number);
  return request{wire::verb::retr, body_kind::octets};
}

/// A receiver that cannot go on ends the session: its reason is kept beside the code.
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

/// A reply does not say which message it holds. But if this server has announced sizes as they were listed, another
/// size gives away a reply that came out of order, too often or not at all. The first reply of a session can only be
/// compared with the other messages in flight.
outcome<> transfer_batch::check_place(const answer& status) {
  const auto [announced, listed] = said_by(status);
  if (!announces_as_listed_ || !announced || !listed) return {};
  if (*announced == *listed) {
    has_announced_as_listed_ = true;
    return {};
  }
  // Otherwise this server counts in two ways, and its sizes tell nothing.
  announces_as_listed_ = !lock_step() && (has_announced_as_listed_ || any_behind_oldest([&](std::size_t item) {
                                            return target_.messages[item].size == announced;
                                          }));
  return announces_as_listed_ ? outcome<>(errc::malformed_response) : outcome<>();
}

outcome<> transfer_batch::on_message_octets(std::span<const char> octets, body_piece which) {
  if (octets.size() > target_.most_octets - account_.octets()) return errc::message_too_large;
  account_.add(octets, which);
  const outcome<> taken = heard(target_.receiver.octets(target_.messages[oldest()], octets));
  if (taken) work().progress.add_octets(octets.size());
  return taken;
}

outcome<work_batch::verdict> transfer_batch::conclude(std::size_t item) {
  if (begun_ && account_.is_missing()) {
    refused_ = failure(errc::message_truncated, "no octet of the message arrived");
    refused_->set_verb("RETR").set_session_usable(true);
  }
  if (refused_ && !leads()) {
    take_back(item);
    return verdict::leave_to_leader;
  }
  begun_ = false;
  if (!work().queue.finish(item)) return verdict::done;
  if (refused_) {
    ++target_.report.refused;
  } else {
    ++target_.report.messages;
    target_.report.octets += account_.octets();
    if (account_.has_another_size()) ++target_.report.size_mismatches;
  }
  const result<> fate = refused_ ? result<>(*refused_) : result<>();
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
  if (!std::exchange(begun_, false)) return;
  work().progress.take_back_octets(account_.octets());
  failure why(errc::connection_closed, "the message did not arrive whole");
  if (cause_) why = *cause_;
  // The transfer has failed here already, or goes on elsewhere: what the receiver says to it changes neither.
  static_cast<void>(target_.receiver.end(target_.messages[item], why));
}

}  // namespace pop3kit::engine
