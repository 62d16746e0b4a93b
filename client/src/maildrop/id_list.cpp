#include "maildrop/id_list.hpp"

#include <algorithm>

namespace pop3kit::engine {

void id_list::append(std::uint64_t number, std::string_view id) {
  octets_.append(id);
  entries_.push_back({number, octets_.size()});
}

std::string_view id_list::id_of(std::uint64_t number) const {
  const auto found = std::ranges::lower_bound(entries_, number, {}, &entry::number);
  if (found == entries_.end() || found->number != number) return {};
  const std::size_t begin = found == entries_.begin() ? 0 : std::prev(found)->end;
  return std::string_view(octets_).substr(begin, found->end - begin);
}

}  // namespace pop3kit::engine
