#include "maildrop/id_index.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::engine {

id_index::id_index(std::vector<listed_id> ids) : ids_(std::move(ids)) {
  numbers_.reserve(ids_.size());
  for (const listed_id& entry : ids_) {
    if (entry.id.empty()) {
      tells_all_apart_ = false;
      continue;
    }
    const auto [found, fresh] = numbers_.try_emplace(entry.id, entry.number);
    if (fresh) continue;
    found->second = 0;
    tells_all_apart_ = false;
  }
}

outcome<std::uint64_t> id_index::number_of(std::string_view id) const {
  const auto found = numbers_.find(id);
  if (found == numbers_.end()) return errc::no_such_message;
  if (found->second == 0) return errc::ambiguous_unique_id;
  return found->second;
}

std::string_view id_index::id_of(std::uint64_t number) const {
  const auto found = std::ranges::lower_bound(ids_, number, {}, &listed_id::number);
  if (found == ids_.end() || found->number != number) return {};
  return found->id;
}

}  // namespace pop3kit::engine
