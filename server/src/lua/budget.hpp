#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "net/time/clock.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// Provides the memory of a state. Tests replace it.
class memory_source {
 public:
  virtual ~memory_source() = default;
  /// Works like std::realloc(), or like std::free() if `to` is 0. Returns null if there is no memory; `block` stays
  /// valid.
  [[nodiscard]] virtual void* reallocate(void* block, std::size_t from, std::size_t to) noexcept = 0;
};

/// Returns the heap of the process.
[[nodiscard]] memory_source& heap() noexcept;

/// What a script may use. A script that exceeds it fails; the program does not.
struct limits {
  std::size_t memory = std::size_t{256} << 20U;         ///< octets held at once
  std::size_t longest_string = std::size_t{64} << 20U;  ///< octets
  std::uint64_t instructions = 100'000'000;             ///< of Lua's machine, or equivalent work, between two refills
  /// Processor time between two refills, for work that no other limit covers. Time of other programs does not count: a
  /// script does not fail because the machine is busy.
  net::duration time = std::chrono::seconds(30);
  memory_source* source = &heap();  ///< must outlive the state
};

/// Counts what one script uses. All work is counted in instructions of Lua's machine: to allocate, copy or compare an
/// octet counts as a fraction of one. An instruction costs more while long strings exist, because one instruction can
/// compare two of them.
class budget {
 public:
  explicit budget(limits bounds);

  /// Starts a new period: after loading, and each time a hook continues. The script must run on the calling thread.
  void refill() noexcept;
  [[nodiscard]] bool exhausted() const noexcept { return exhausted_; }
  /// Counts work. Returns true if it is too much.
  bool spend(std::uint64_t instructions) noexcept;
  /// Counts reading or copying octets. Returns true if it is too much.
  bool spend_octets(std::size_t octets) noexcept;
  /// Counts the instructions between two checks. Returns true if it is too much, or if the time is over.
  bool spend_interval() noexcept;
  /// Returns the present cost of an instruction: more than 1 while long strings exist.
  [[nodiscard]] std::uint64_t instruction_cost() const noexcept;
  /// Returns how many instructions may run until the next check, so that the work between two checks is bounded.
  [[nodiscard]] int instructions_between_checks() const noexcept;
  /// Returns instructions_between_checks(), and uses that interval from now on.
  int begin_interval() noexcept;
  [[nodiscard]] int interval() const noexcept { return interval_; }
  /// Counts a walk over a table of unknown size. Returns true if it is too much.
  bool spend_table_walk() noexcept;
  /// Returns true if a request for memory was refused because there was none, not because of the budget.
  [[nodiscard]] bool short_of_memory() const noexcept { return short_of_memory_; }
  [[nodiscard]] std::uint64_t spent() const noexcept { return spent_; }

  /// Allocates memory for a state. `is_string`: a new block is a string.
  [[nodiscard]] void* reallocate(void* block, std::size_t from, std::size_t to, bool is_string) noexcept;
  /// Sets the Lua thread that runs. Its checks are adjusted if they must come more often.
  void runs(lua_State* thread) noexcept { running_ = thread; }
  /// Returns the line of the last check, or the line that was noted since. An error for lack of memory has no other
  /// line.
  [[nodiscard]] int line() const noexcept { return line_; }
  void at_line(int line) noexcept { line_ = line; }

 private:
  /// Counts the blocks of each size, in powers of two.
  class sizes {
   public:
    void add(std::size_t octets) noexcept;
    void remove(std::size_t octets) noexcept;
    /// Returns at least half of the largest size, or 0 if there is no block.
    [[nodiscard]] std::size_t largest() const noexcept;

   private:
    std::array<std::size_t, 64> counts_{};
    std::uint64_t present_ = 0;  ///< a bit for each count that is not 0
  };

  void refuse() noexcept;
  [[nodiscard]] bool grants(std::size_t from, std::size_t to, bool is_string) noexcept;
  void note_large(std::uintptr_t block, std::size_t octets, bool is_string) noexcept;
  void forget_large(std::uintptr_t block, std::size_t octets) noexcept;

  limits bounds_;
  std::size_t held_ = 0;
  std::uint64_t spent_ = 0;
  net::duration deadline_{};  ///< in processor time of the thread that called refill()
  bool exhausted_ = false;
  bool short_of_memory_ = false;
  std::unordered_map<std::uintptr_t, bool> large_;  ///< the blocks that `sizes` count, and whether they are strings
  sizes strings_;
  sizes others_;
  int interval_ = 0;
  int line_ = 0;
  lua_State* running_ = nullptr;
};

}  // namespace pop3kit::serving::lua
