#include "maildrop/id_list.hpp"

#include <algorithm>

namespace pop3kit::engine {

void id_list::append(std::uint64_t number, std::string_view id) {
  octets_.insert(octets_.end(), id.begin(), id.end());
  entries_.push_back({number, octets_.size()});
}

std::string_view id_list::id(std::size_t place) const {
  const std::size_t begin = place == 0 ? 0 : entries_[place - 1].end;
  return std::string_view(octets_.data(), octets_.size()).substr(begin, entries_[place].end - begin);
}

std::string_view id_list::id_of(std::uint64_t number) const {
  const auto found = std::ranges::lower_bound(entries_, number, {}, &entry::number);
  if (found == entries_.end() || found->number != number) return {};
  return id(static_cast<std::size_t>(found - entries_.begin()));
}

}  // namespace pop3kit::engine
