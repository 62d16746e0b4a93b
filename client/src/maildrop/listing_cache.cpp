#include "maildrop/listing_cache.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace pop3kit::engine {

namespace {

/// LIST and UIDL as one, by number: a message that only one of them knows has the other's value missing.
std::vector<message_info> merge(const size_list& sizes, const id_list& ids) {
  std::vector<message_info> merged;
  merged.reserve(std::max(sizes.size(), ids.size()));
  std::size_t place = 0;
  const auto add_id = [&merged, &ids, &place] {
    message_info& entry = merged.emplace_back();
    entry.sequence_number = ids.number(place);
    const unique_id& id = ids.id(place++);
    if (!id.str().empty()) entry.unique_id = id;
  };
  for (std::size_t listed = 0; listed < sizes.size(); ++listed) {
    const std::uint64_t number = sizes.number(listed);
    while (place < ids.size() && ids.number(place) < number) add_id();
    if (place < ids.size() && ids.number(place) == number) {
      add_id();
    } else {
      merged.emplace_back().sequence_number = number;
    }
    merged.back().size = sizes.octets(listed);
  }
  while (place < ids.size()) add_id();
  return merged;
}

std::size_t count_listed_once(const std::vector<message_info>& merged, const size_list& sizes, const id_list& ids) {
  const std::size_t in_both = sizes.size() + ids.size() - merged.size();
  return merged.size() - in_both;
}

}  // namespace

std::vector<message_info> listing_cache::keep(size_list sizes) {
  sizes_ = std::move(sizes);
  listed_once_ = 0;
  latest_ = kept::sizes;
  return latest();
}

std::vector<message_info> listing_cache::keep(size_list sizes, id_list ids, std::optional<failure> ids_refused) {
  std::vector<message_info> messages = merge(sizes, ids);
  listed_once_ = ids_refused ? 0 : count_listed_once(messages, sizes, ids);
  sizes_ = std::move(sizes);
  listed_ids_ = std::move(ids);
  ids_refused_ = std::move(ids_refused);
  // A refusal that says nothing of the next one is not relied on: UIDL is sent again.
  latest_ = !ids_refused_ || ids_ruled_out_ ? kept::sizes_and_ids : kept::sizes;
  return messages;
}

bool listing_cache::holds(bool with_ids) const noexcept {
  return latest_ == kept::sizes_and_ids || (latest_ == kept::sizes && !with_ids);
}

std::vector<message_info> listing_cache::latest() const {
  static const id_list no_ids;
  return merge(sizes_, latest_ == kept::sizes_and_ids ? listed_ids_ : no_ids);
}

message_info listing_cache::known(std::uint64_t number) const {
  message_info made;
  made.sequence_number = number;
  const std::string_view id = ids_ ? ids_->id_of(number) : listed_ids_.id_of(number);
  if (!id.empty()) made.unique_id.emplace(id);
  made.size = size_of(number);
  return made;
}

void listing_cache::forget_listing() noexcept {
  ids_.reset();
  sizes_.clear();
  latest_ = kept::nothing;
}

void listing_cache::clear() noexcept {
  forget_listing();
  listed_ids_ = id_list();
  ids_ruled_out_.reset();
}

}  // namespace pop3kit::engine
