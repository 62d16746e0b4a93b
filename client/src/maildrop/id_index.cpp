#include "maildrop/id_index.hpp"

#include <utility>

namespace pop3kit::engine {

id_index::id_index(id_list ids) : ids_(std::move(ids)) {
  numbers_.reserve(ids_.size());
  for (std::size_t place = 0; place < ids_.size(); ++place) {
    const std::string_view id = ids_.id(place).str();
    if (id.empty()) {
      tells_all_apart_ = false;
      continue;
    }
    const auto [found, fresh] = numbers_.try_emplace(id, ids_.number(place));
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

}  // namespace pop3kit::engine
