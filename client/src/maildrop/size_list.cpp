#include "maildrop/size_list.hpp"

#include <algorithm>

namespace pop3kit::engine {

std::optional<std::uint64_t> size_list::octets(std::size_t place) const {
  const entry& listed = entries_[place];
  if (!unknown_.empty() && std::ranges::binary_search(unknown_, listed.number)) return std::nullopt;
  return listed.octets;
}

std::optional<std::uint64_t> size_list::octets_of(std::uint64_t number) const {
  const auto found = std::ranges::lower_bound(entries_, number, {}, &entry::number);
  if (found == entries_.end() || found->number != number) return std::nullopt;
  return octets(static_cast<std::size_t>(found - entries_.begin()));
}

}  // namespace pop3kit::engine
