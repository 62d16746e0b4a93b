#include "lua/budget.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <lua.hpp>

#include "lua/state.hpp"

namespace pop3kit::serving::lua {
namespace {

// Octets per instruction. They cost about as much work as one instruction, or a small multiple of it.
constexpr std::size_t allocated_octets = 64;
constexpr std::size_t walked_octets = 8;
constexpr std::size_t compared_octets = 4096;

constexpr std::size_t large_block = 4096;
/// What Lua 5.4 stores for a string beside its octets: a header, and a NUL at the end.
constexpr std::size_t string_overhead = 25;
/// After the budget is used up, a script gets only the memory for the text of its error.
constexpr std::size_t most_after_the_end = 4096;
constexpr std::size_t usual_interval = 1000;

class process_heap final : public memory_source {
 public:
  [[nodiscard]] void* reallocate(void* block, std::size_t /*from*/, std::size_t to) noexcept override {
    if (to != 0) return std::realloc(block, to);
    std::free(block);
    return nullptr;
  }
};

/// Returns the octets of a block that a script can see.
std::size_t content_of(std::size_t block, bool is_string) noexcept {
  return block - (is_string ? std::min(block, string_overhead) : 0);
}

/// Returns the processor time of the calling thread.
net::duration processor_time() noexcept {
  std::timespec spent{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec);
}

}  // namespace

memory_source& heap() noexcept {
  static process_heap only;
  return only;
}

void budget::sizes::add(std::size_t octets) noexcept {
  const auto place = static_cast<std::size_t>(std::bit_width(octets) - 1);
  ++counts_[place];
  present_ |= std::uint64_t{1} << place;
}

void budget::sizes::remove(std::size_t octets) noexcept {
  const auto place = static_cast<std::size_t>(std::bit_width(octets) - 1);
  if (--counts_[place] == 0) present_ &= ~(std::uint64_t{1} << place);
}

std::size_t budget::sizes::largest() const noexcept {
  return present_ == 0 ? 0 : std::size_t{1} << static_cast<unsigned>(std::bit_width(present_) - 1);
}

budget::budget(limits bounds) : bounds_(bounds) {
  refill();
}

void budget::refill() noexcept {
  spent_ = 0;
  exhausted_ = false;
  short_of_memory_ = false;
  deadline_ = processor_time() + bounds_.time;
}

bool budget::spend(std::uint64_t instructions) noexcept {
  spent_ += std::min(instructions, bounds_.instructions + 1);
  if (spent_ > bounds_.instructions) exhausted_ = true;
  return exhausted_;
}

bool budget::spend_octets(std::size_t octets) noexcept {
  return spend(octets / walked_octets);
}

std::uint64_t budget::instruction_cost() const noexcept {
  return 1 + strings_.largest() / compared_octets;
}

int budget::instructions_between_checks() const noexcept {
  // Long chains in a table make instructions slow as well.
  const std::size_t largest = std::max(strings_.largest(), others_.largest());
  return static_cast<int>(std::max<std::size_t>(1, usual_interval / (1 + largest / compared_octets)));
}

int budget::begin_interval() noexcept {
  interval_ = instructions_between_checks();
  return interval_;
}

bool budget::spend_table_walk() noexcept {
  return spend(others_.largest() / allocated_octets);
}

bool budget::spend_interval() noexcept {
  if (processor_time() > deadline_) exhausted_ = true;
  return spend(static_cast<std::uint64_t>(interval_) * instruction_cost());
}

bool budget::grants(std::size_t from, std::size_t to, bool is_string) noexcept {
  spend(std::max(from, to) / allocated_octets);
  if (to <= from) return true;
  const std::size_t more = to - from;
  const bool too_late = exhausted_ && to > most_after_the_end;
  if (too_late) return false;
  const bool too_long = is_string && content_of(to, is_string) > bounds_.longest_string;
  if (!too_long && more <= bounds_.memory - held_) return true;
  refuse();
  return false;
}

/// Before Lua reports the error, it collects all garbage. That is work as well.
void budget::refuse() noexcept {
  short_of_memory_ = true;
  spend(held_ / allocated_octets);
}

void budget::note_large(std::uintptr_t block, std::size_t octets, bool is_string) noexcept {
  try {
    large_.emplace(block, is_string);
  } catch (const std::bad_alloc&) {
    return;
  }
  (is_string ? strings_ : others_).add(content_of(octets, is_string));
  if (running_ == nullptr || instructions_between_checks() >= interval_) return;
  spend(static_cast<std::uint64_t>(interval_));
  watch(running_);
}

void budget::forget_large(std::uintptr_t block, std::size_t octets) noexcept {
  const auto found = large_.find(block);
  if (found == large_.end()) return;
  (found->second ? strings_ : others_).remove(content_of(octets, found->second));
  large_.erase(found);
}

void* budget::reallocate(void* block, std::size_t from, std::size_t to, bool is_string) noexcept {
  if (!grants(from, to, is_string)) return nullptr;
  const auto before = reinterpret_cast<std::uintptr_t>(block);
  void* moved = bounds_.source->reallocate(block, from, to);
  if (moved == nullptr && to > from) {
    refuse();
    return nullptr;
  }
  if (moved == nullptr && to != 0) moved = block;  // Lua requires that blocks can always shrink
  if (from >= large_block) forget_large(before, from);
  held_ += to - from;  // unsigned arithmetic: a smaller `to` subtracts
  if (content_of(to, is_string) >= large_block) note_large(reinterpret_cast<std::uintptr_t>(moved), to, is_string);
  return moved;
}

}  // namespace pop3kit::serving::lua
