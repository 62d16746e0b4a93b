#include "maildrop/id_list.hpp"

#include <algorithm>
#include <optional>

namespace pop3kit::engine {

namespace {

constexpr std::size_t least_block_octets = 1024;
constexpr std::size_t most_block_octets = std::size_t{64} * 1024;

}  // namespace

/// Blocks grow, so that a small maildrop takes little memory, and a large one few blocks.
void text_store::add_block(std::size_t least) {
  const std::size_t grown = blocks_.size() < 6 ? least_block_octets << blocks_.size() : most_block_octets;
  left_ = std::max(grown, least);
  blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));  // NOLINT(modernize-avoid-c-arrays)
  free_ = blocks_.back().get();
}

std::string_view id_list::id_of(std::uint64_t number) const {
  const std::optional<std::size_t> position = numbers_.find(number);
  return position ? ids_[*position] : std::string_view();
}

}  // namespace pop3kit::engine
