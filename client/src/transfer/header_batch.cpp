#include "transfer/header_batch.hpp"

#include <utility>

#include "link/single_reply.hpp"
#include "session/session.hpp"
#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

/// If a server does not announce TOP and refuses it for this many messages, it does not support it.
constexpr std::size_t refusals_that_tell = 2;

}  // namespace

std::unique_ptr<work_batch> header_target::make_part(shared_work& work, const session& on, work_queue::taker who,
                                                     message_numbers numbers) {
  return std::make_unique<header_batch>(*this, work, batch_terms(on, work, who), std::move(numbers),
                                        on.announces("TOP"));
}

request header_batch::ask(std::string& out, std::size_t /*item*/, std::uint64_t number) {
  wire::append_top(out, number, 0);
  return request{wire::verb::top, body_kind::octets};
}

outcome<> header_batch::on_message_status(const answer& status) {
  refused_.reset();
  if (!status.ok) refused_ = message_refusal(status);
  message_octets_ = work().messages[oldest()].size.value_or(0);
  text_.clear();
  return {};
}

outcome<> header_batch::on_message_octets(std::span<const char> octets, body_piece /*which*/) {
  if (octets.size() > target_.most_header_octets - text_.size()) return errc::header_too_large;
  text_.append(octets.data(), octets.size());
  return {};
}

outcome<> header_batch::hand_over(std::size_t item, arrival done) {
  if (done.headers) {
    ++target_.taken;
    target_.octets += done.octets;
    if (target_.octets > target_.most_octets_together) {
      cause_ = failure(errc::kept_headers_too_large);
      return cause_->code();
    }
  } else {
    ++target_.refused;
  }
  result<> taken = target_.taker(item, std::move(done.headers));
  if (!taken) {
    cause_ = std::move(taken).error();
    return cause_->code();
  }
  work().progress.finish_message();
  return {};
}

void header_batch::keep() {
  // The reply contains at least the empty line after the header.
  if (!refused_ && text_.empty() && message_octets_ != 0) {
    refused_ = failure(errc::message_truncated, "no octet of the header arrived");
    refused_->set_verb("TOP").set_session_usable(true);
  }
  if (refused_) {
    kept_.push_back({0, *std::exchange(refused_, std::nullopt)});
  } else {
    kept_.push_back({text_.size(), header_collection::parse(text_)});
    work().progress.add_octets(text_.size());
  }
}

outcome<work_batch::verdict> header_batch::conclude(std::size_t item) {
  arrival done = std::move(kept_.front());
  kept_.pop_front();
  if (!done.headers && !leads()) return verdict::leave_to_leader;
  if (!work().queue.finish(item)) return verdict::done;
  if (done.headers) known_to_work_ = true;
  const result<> fate = done.headers ? result<>() : result<>(done.headers.error());
  outcome<> handed = hand_over(item, std::move(done));
  if (handed && !fate && !known_to_work_ && ++refusals_ == refusals_that_tell) handed = refuse_the_rest(fate.error());
  if (!handed) return handed.error();
  return verdict::done;
}

void header_batch::take_back(std::size_t /*item*/) {
  if (kept_.empty()) return;
  work().progress.take_back_octets(kept_.front().octets);
  kept_.pop_front();
}

result<> header_batch::report_missing(std::size_t item, const failure& why) {
  ++target_.refused;
  return target_.taker(item, why);
}

outcome<> header_batch::refuse_the_rest(const failure& why) {
  while (const std::optional<std::size_t> item = work().queue.take(work_queue::taker::leader)) {
    if (!work().queue.finish(*item)) continue;
    const outcome<> done = hand_over(*item, {0, why});
    if (!done) return done;
  }
  return {};
}

}  // namespace pop3kit::engine
