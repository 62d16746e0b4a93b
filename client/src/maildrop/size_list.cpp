#include "maildrop/size_list.hpp"

#include <algorithm>

namespace pop3kit::engine {

std::optional<std::uint64_t> size_list::octets(std::size_t position) const {
  if (!unknown_.empty() && std::ranges::binary_search(unknown_, numbers_[position])) return std::nullopt;
  return octets_[position];
}

std::optional<std::uint64_t> size_list::octets_of(std::uint64_t number) const {
  const std::optional<std::size_t> position = numbers_.find(number);
  return position ? octets(*position) : std::nullopt;
}

}  // namespace pop3kit::engine
