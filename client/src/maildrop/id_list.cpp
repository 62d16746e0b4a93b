#include "maildrop/id_list.hpp"

#include <algorithm>
#include <optional>

namespace pop3kit::engine {

namespace {

constexpr std::size_t least_block_octets = 1024;
constexpr std::size_t doublings = 6;  // to 64 KiB, the most that a place can address

}  // namespace

/// Blocks grow, so that a small maildrop takes little memory, and a large one few blocks.
void text_store::add_block(std::size_t least) {
  left_ = std::max(least_block_octets << std::min(blocks_.size(), doublings), least);
  block& added = blocks_.emplace_back();
  added.octets = std::make_unique_for_overwrite<char[]>(left_);  // NOLINT(modernize-avoid-c-arrays)
  free_ = added.octets.get();
}

text_store::place text_store::keep_alone(std::string_view text) {
  add_block(text.size());
  std::memcpy(free_, text.data(), text.size());
  blocks_.back().size = text.size();
  left_ = 0;
  return {static_cast<std::uint32_t>(blocks_.size() - 1), 0, whole_block};
}

std::string_view id_list::id_of(std::uint64_t number) const {
  const std::optional<std::size_t> position = numbers_.find(number);
  return position ? id(*position) : std::string_view();
}

}  // namespace pop3kit::engine
