#include "session/transaction.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "wire/listing.hpp"

namespace pop3kit::serving {
namespace {

std::string counted(std::uint64_t count, std::string_view noun) {
  return std::to_string(count).append(" ").append(noun).append(count == 1 ? "" : "s");
}

}  // namespace

void transaction::open(maildrop& drop) {
  drop_ = &drop;
  snapshot_.emplace(drop.current());
  accessed_before_ = last_accessed_ = drop.accessed_count();
}

bool transaction::holds(std::optional<std::uint64_t> number) const {
  return snapshot_ && number && snapshot_->contains(*number);
}

void transaction::consume(std::uint64_t number) {
  consumed_.insert(snapshot_->position(number));
}

void transaction::release() {
  if (drop_ == nullptr) return;
  const std::vector<std::uint32_t> consumed(consumed_.begin(), consumed_.end());
  consumed_.clear();
  drop_->remove(consumed);
  drop_->release();
  drop_ = nullptr;
}

std::string transaction::summary() const {
  const response_plan* const plan = reply_.plan();
  const std::string octets = announced_size(snapshot_->octets(), plan);
  return counted(announced_count(snapshot_->count(), plan), "message") + " (" + octets +
         (octets == "1" ? " octet)" : " octets)");
}

void transaction::stat() {
  const response_plan* const plan = reply_.plan();
  std::string text = std::to_string(announced_count(snapshot_->count(), plan));
  const std::string octets = announced_size(snapshot_->octets(), plan);
  if (!octets.empty()) text.append(" ").append(octets);
  reply_.ok(text);
}

std::optional<std::uint64_t> transaction::existing_message(std::string_view word) {
  const auto number = wire::parse_number(word);
  if (number.has_error() && number.error() != errc::size_out_of_range) {
    reply_.refuse({}, "not a message number");
    return std::nullopt;
  }
  if (number.has_error() || !snapshot_->contains(*number)) {
    reply_.refuse({}, "no such message, only " + counted(snapshot_->highest(), "message") + " in maildrop");
    return std::nullopt;
  }
  if (snapshot_->deleted(*number)) {
    reply_.refuse({}, "message " + std::to_string(*number) + " already deleted");
    return std::nullopt;
  }
  if (reply_.plan() == nullptr || !reply_.plan()->other_message) return *number;
  std::uint64_t other = *number + 1;
  while (snapshot_->contains(other) && snapshot_->deleted(other)) ++other;
  // The fault never wraps around to the first message, because no tester expects that one to be deleted.
  if (!snapshot_->contains(other)) return *number;
  reply_.plan()->note(deviation::other_message);
  return other;
}

void transaction::list(const wire::parsed_command& command) {
  if (command.words.empty()) {
    reply_.ok(summary());
    return reply_.attach(listing_body(listing_body::kind::sizes, *snapshot_, reply_.plan()));
  }
  const auto number = existing_message(command.words[0]);
  if (!number) return;
  std::string text;
  append_scan_line(text, *snapshot_, *number, reply_.plan());
  say_of_one(std::move(text));
}

/// Sends one line of a listing as the reply to LIST n or UIDL n.
void transaction::say_of_one(std::string line) {
  if (reply_.plan() != nullptr && reply_.plan()->numberless) {
    line.erase(0, line.find(' ') + 1);
    reply_.plan()->note(deviation::missing_number);
  }
  reply_.ok(line);
}

void transaction::uidl(const wire::parsed_command& command) {
  if (command.words.empty()) {
    reply_.ok("unique-id listing follows");
    return reply_.attach(listing_body(listing_body::kind::unique_ids, *snapshot_, reply_.plan()));
  }
  const auto number = existing_message(command.words[0]);
  if (!number) return;
  std::string text;
  append_unique_id_line(text, *snapshot_, *number, reply_.plan());
  say_of_one(std::move(text));
}

void transaction::retr(const wire::parsed_command& command) {
  const auto number = existing_message(command.words[0]);
  if (!number) return;
  if (languages_.refuses(*snapshot_, *number)) return;
  const response_plan* const plan = reply_.plan();
  auto content = snapshot_->open(*number);
  reply_.ok(announced_size(content->octets(), plan) + " octets");
  reply_.attach(message_body(std::move(content), plan));
  access(*number);
  if (plan == nullptr || !plan->marks_read) return;
  snapshot_->mark(*number);
  plan->note(deviation::read_mark);
}

void transaction::top(const wire::parsed_command& command) {
  const auto number = existing_message(command.words[0]);
  if (!number) return;
  const auto lines = wire::parse_number(command.words[1]);
  if (lines.has_error()) return reply_.refuse({}, "not a number of lines");
  if (languages_.refuses(*snapshot_, *number)) return;
  reply_.ok("top of message follows");
  reply_.attach(message_body(snapshot_->open(*number), reply_.plan(), *lines));
}

void transaction::dele(const wire::parsed_command& command) {
  const auto number = existing_message(command.words[0]);
  if (!number) return;
  snapshot_->mark(*number);
  access(*number);
  reply_.ok("message " + std::to_string(*number) + " deleted");
}

void transaction::rset() {
  snapshot_->unmark_all();
  last_accessed_ = accessed_before_;
  reply_.ok("maildrop has " + summary());
}

void transaction::last(std::string_view argument) {
  if (!snapshot_) return reply_.refuse({}, "LAST needs a login first");
  if (!argument.empty()) return reply_.refuse({}, "too many arguments");
  reply_.ok(std::to_string(last_accessed_));
}

void transaction::access(std::uint64_t number) {
  last_accessed_ = std::max(last_accessed_, number);
}

void transaction::quit() {
  if (!snapshot_) return reply_.ok("pop3kit POP3 server signing off");
  // UPDATE (RFC 1939 section 6). The lock is released before the reply, so that a client can log in again as soon as it
  // has read the reply.
  if (last_accessed_ > accessed_before_) drop_->accessed(snapshot_->position(last_accessed_));
  const std::vector<std::uint32_t> marked = snapshot_->marked();
  const bool all_removed = drop_->remove(marked) == marked.size();
  const std::size_t left = drop_->current()->count();
  release();
  snapshot_.reset();
  if (!all_removed) return reply_.refuse({}, "some deleted messages not removed");
  const std::string rest = left == 0 ? "maildrop empty" : counted(left, "message") + " left";
  reply_.ok("pop3kit POP3 server signing off (" + rest + ")");
}

}  // namespace pop3kit::serving
