#include "sync/maildrop_match.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::archiving {
namespace {

bool may_be_the_same(std::optional<std::uint64_t> left, std::optional<std::uint64_t> right) {
  return !left || !right || *left == *right;
}

}  // namespace

maildrop_match::maildrop_match(const message_listing& listing) {
  std::size_t octets = 0;
  for (const message_info& each : listing) octets += each.unique_id ? each.unique_id->str().size() : 0;
  ids_.reserve(octets);
  messages_.reserve(listing.size());
  for (const message_info& each : listing) {
    listed_message message;
    message.number = each.sequence_number;
    message.size = each.size;
    message.standing = standing::by_header;
    if (each.unique_id && !each.unique_id->str().empty()) {
      const std::size_t begin = ids_.size();
      ids_ += each.unique_id->str();
      message.id = std::string_view(ids_).substr(begin);
      message.standing = standing::fresh;
      by_id_.push_back(static_cast<std::uint32_t>(messages_.size()));
    }
    messages_.push_back(message);
  }
  std::ranges::sort(by_id_, {}, [this](std::uint32_t at) { return messages_[at].id; });
  find_shared_ids();
}

void maildrop_match::find_shared_ids() {
  for (std::size_t at = 1; at < by_id_.size(); ++at) {
    listed_message& before = messages_[by_id_[at - 1]];
    listed_message& message = messages_[by_id_[at]];
    if (before.id == message.id) before.standing = message.standing = standing::by_header;
  }
}

/// Both sides are in the order of the unique-ids, so one pass is enough, whatever unique-ids the server chose.
result<> maildrop_match::match(archive_state& state, row_number account) {
  auto next = by_id_.begin();
  return state.for_each_unique_id(account, [&](const known_message& known) {
    while (next != by_id_.end() && messages_[*next].id < known.unique_id) ++next;
    const bool is_listed = next != by_id_.end() && messages_[*next].id == known.unique_id &&
                           messages_[*next].standing != standing::by_header;
    if (!is_listed) {
      if (known.deletion_asked) unlisted_asked_.push_back(known.row);
      if (!known.deletion_asked && !known.missing) unlisted_.push_back(known.row);
      return result<>();
    }
    listed_message& message = messages_[*next];
    knows_a_unique_id_ = true;
    message.row = known.row;
    message.generation = known.generation;
    message.stored = known.stored;
    const bool in_doubt = known.deletion_asked || known.deleted || !may_be_the_same(known.listed_size, message.size);
    message.standing = in_doubt ? standing::doubtful : standing::known;
    if (known.missing && !in_doubt) returned_.push_back(known.row);
    return result<>();
  });
}

listed_message* maildrop_match::find(const message_info& which) {
  if (which.unique_id) {
    const auto found = std::ranges::lower_bound(by_id_, which.unique_id->str(), {},
                                                [this](std::uint32_t at) { return messages_[at].id; });
    const bool is_unique = found != by_id_.end() && messages_[*found].id == which.unique_id->str() &&
                           (found + 1 == by_id_.end() || messages_[found[1]].id != which.unique_id->str());
    if (is_unique) return &messages_[*found];
  }
  const auto found = std::ranges::lower_bound(messages_, which.sequence_number, {}, &listed_message::number);
  return found != messages_.end() && found->number == which.sequence_number ? &*found : nullptr;
}

message_reference maildrop_match::reference_to(const listed_message& message) {
  if (message.id.empty() || message.header >= 0 || message.standing == standing::by_header) return message.number;
  return unique_id(message.id);
}

message_info maildrop_match::info_of(const listed_message& message) {
  message_info info;
  info.sequence_number = message.number;
  if (!message.id.empty()) info.unique_id = unique_id(message.id);
  info.size = message.size;
  return info;
}

result<> maildrop_match::note_presence(archive_state& state, row_number account, seconds_since_1970 now) {
  const result<std::vector<std::pair<row_number, bool>>> others = state.present_by_header(account);
  if (!others) return others.error();
  for (const auto& [row, asked] : *others) (asked ? unlisted_asked_ : unlisted_).push_back(row);
  const auto is_used = [this](row_number row) { return used_.contains(row); };
  std::erase_if(unlisted_, is_used);
  std::erase_if(unlisted_asked_, is_used);
  result<> done = state.note_missing(unlisted_, now);
  if (done) done = state.note_deleted(unlisted_asked_, now);
  if (done) done = state.note_kept(returned_);
  return done;
}

}  // namespace pop3kit::archiving
