#include "operations/header_batch.hpp"

#include <utility>

#include "wire/command.hpp"

namespace pop3kit::engine {

header_batch::header_batch(header_target& target, work_queue& queue, work_queue::taker who, numbering numbers,
                           std::size_t share, const net::clock& time, bool announced)
    : work_batch(queue, who, std::move(numbers), share, time), target_(target), known_to_work_(announced) {}

request header_batch::ask(std::string& out, std::uint64_t number) {
  wire::append_top(out, number, 0);
  return request{wire::verb::top, body_kind::octets};
}

outcome<> header_batch::on_status(const answer& status) {
  ok_ = status.ok;
  text_.clear();
  return {};
}

outcome<> header_batch::on_octets(std::span<const char> octets) {
  if (octets.size() > target_.most_header_octets - text_.size()) return errc::header_too_large;
  note_octets(octets.size());
  text_.append(octets.data(), octets.size());
  return {};
}

outcome<work_batch::verdict> header_batch::conclude(std::size_t item) {
  if (!ok_ && !leads()) return verdict::leave_to_leader;
  if (!queue().finish(item)) return verdict::done;
  if (ok_) {
    target_.messages[item].headers = header_collection::parse(text_);
    known_to_work_ = true;
    return verdict::done;
  }
  ++target_.refused;
  if (!known_to_work_) refuse_the_rest();
  return verdict::done;
}

void header_batch::refuse_the_rest() {
  while (const std::optional<std::size_t> item = queue().take(work_queue::taker::leader)) {
    if (queue().finish(*item)) ++target_.refused;
  }
}

}  // namespace pop3kit::engine
