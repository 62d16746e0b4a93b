#include "collector.hpp"

#include <algorithm>

#include "asked_message.hpp"

namespace pop3kit::proof {

result<> collector::begin(const message_info& which) {
  if (!open_.emplace(&which, std::string()).second) model_.find("a message begins twice");
  return {};
}

result<> collector::octets(const message_info& which, std::span<const char> piece) {
  const auto found = open_.find(&which);
  if (found == open_.end()) {
    model_.find("octets of a message that has not begun");
  } else {
    found->second.append(piece.data(), piece.size());
  }
  return {};
}

result<> collector::end(const message_info& which, const result<>& outcome) {
  const auto found = open_.find(&which);
  if (outcome && found == open_.end()) {
    model_.find("a message ends that has not begun");
  } else if (outcome) {
    take(which, found->second);
  } else if (outcome.error().kind() != fault::transport) {
    note_refused();
  }
  if (found != open_.end()) open_.erase(found);
  return {};
}

void collector::count(const message_info& which, std::size_t octets) {
  octets_ += octets;
  if (which.unique_id) numbers_[which.sequence_number] = which.unique_id->str();
  if (!whole_.insert(which.sequence_number).second) model_.find("a message was handed over twice");
}

void collector::take(const message_info& which, std::string_view octets) {
  count(which, octets.size());
  if (!client_.world().lies_of_ids() && which.unique_id) {
    const std::string* const stored = model_.octets_of(which.unique_id->str());
    if (stored == nullptr || *stored != octets) {
      model_.find("message " + std::string(which.unique_id->str()) + " differs from the stored message");
    }
  } else if (!client_.world().shared()) {
    const std::vector<std::string> known = model_.ids_at(which.sequence_number);
    const auto is_it = [&](const std::string& id) { return *model_.octets_of(id) == octets; };
    if (!std::ranges::any_of(known, is_it)) {
      model_.find("message number " + std::to_string(which.sequence_number) + " differs from the stored message");
    }
  }
}

void collector::take(const message_info& which, const header_collection& headers) {
  count(which, 0);
  if (client_.world().lies_of_ids() || !which.unique_id) return;
  if (!belongs_to(headers, which.unique_id->str())) model_.find("a header is handed over for another message");
}

void collector::settle(const result<transfer_report>& done, std::optional<std::uint64_t> asked) {
  client_.world().report().messages += whole_.size();
  client_.world().report().octets += octets_;
  if (!done) return;
  client_.note_resumption();
  if (!open_.empty()) model_.find("a message was begun and never ended");
  if (done->messages != whole_.size()) model_.find("the report counts other messages than were handed over");
  if (done->refused != refused_) model_.find("the report counts other refusals than were reported");
  if (asked && whole_.size() + refused_ != *asked) model_.find("a message is missing, and this is not reported");
}

}  // namespace pop3kit::proof
