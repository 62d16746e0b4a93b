#include "maildrop/id_list.hpp"

#include <algorithm>

namespace pop3kit::engine {

std::string_view id_list::id_of(std::uint64_t number) const {
  const auto found = std::ranges::lower_bound(entries_, number, {}, &entry::number);
  if (found == entries_.end() || found->number != number) return {};
  return found->id.str();
}

}  // namespace pop3kit::engine
