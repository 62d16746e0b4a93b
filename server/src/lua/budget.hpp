#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "net/time/clock.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// Where the memory of a state comes from. Tests put another one in its place.
class memory_source {
 public:
  virtual ~memory_source() = default;
  /// As std::realloc(), and std::free() if `to` is 0. Null if there is no memory; `block` is kept then.
  [[nodiscard]] virtual void* reallocate(void* block, std::size_t from, std::size_t to) noexcept = 0;
};

/// The process's heap.
[[nodiscard]] memory_source& heap() noexcept;

/// What a script may use up. Beyond it the script fails; the program never does.
struct limits {
  std::size_t memory = std::size_t{256} << 20U;         ///< octets held at once
  std::size_t longest_string = std::size_t{64} << 20U;  ///< octets
  std::uint64_t instructions = 100'000'000;             ///< of Lua's machine, or equivalent work, between two refills
  /// The processor's time between two refills, for work that no other limit foresees. The time that other programs
  /// take does not count: a script does not fail because the machine is busy.
  net::duration time = std::chrono::seconds(30);
  memory_source* source = &heap();  ///< must outlive the state
};

/// Counts what one script uses. All work is counted in instructions of Lua's machine: an octet that is allocated,
/// copied or compared is a fraction of one. An instruction costs more while long strings exist, because a single
/// instruction can compare two of them.
class budget {
 public:
  explicit budget(limits bounds);

  /// Starts a new period: after loading, and each time a hook continues. The script runs on the calling thread.
  void refill() noexcept;
  [[nodiscard]] bool exhausted() const noexcept { return exhausted_; }
  /// Counts work. True if it is too much.
  bool spend(std::uint64_t instructions) noexcept;
  /// Counts a walk over octets. True if it is too much.
  bool spend_octets(std::size_t octets) noexcept;
  /// Counts the instructions between two checks. True if it is too much, or if the time is over.
  bool spend_interval() noexcept;
  /// What one instruction costs now: more than 1 while long strings exist.
  [[nodiscard]] std::uint64_t instruction_cost() const noexcept;
  /// How many instructions may run until the next check, so that the work between two checks is bounded.
  [[nodiscard]] int instructions_between_checks() const noexcept;
  /// As that, and remembered: the checks come so often from now on.
  int begin_interval() noexcept;
  [[nodiscard]] int interval() const noexcept { return interval_; }
  /// Counts the walk over a table of unknown size. True if it is too much.
  bool spend_table_walk() noexcept;
  /// A request for memory was refused because there was none, not because the script ran for too long.
  [[nodiscard]] bool short_of_memory() const noexcept { return short_of_memory_; }
  [[nodiscard]] std::uint64_t spent() const noexcept { return spent_; }

  /// The allocator of a state. `is_string`: a new block is a string.
  [[nodiscard]] void* reallocate(void* block, std::size_t from, std::size_t to, bool is_string) noexcept;
  /// The thread of Lua that runs, which is told if its checks must come more often.
  void runs(lua_State* thread) noexcept { running_ = thread; }
  /// The line that ran at the last check, or that the script was said to be at since. An error for lack of memory has
  /// no other.
  [[nodiscard]] int line() const noexcept { return line_; }
  void at_line(int line) noexcept { line_ = line; }

 private:
  /// How many blocks there are of each size, in powers of two.
  class sizes {
   public:
    void add(std::size_t octets) noexcept;
    void remove(std::size_t octets) noexcept;
    /// At least half of the largest; 0 if there is none.
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
  net::duration deadline_{};  ///< of the processor's time of the thread that called refill()
  bool exhausted_ = false;
  bool short_of_memory_ = false;
  std::unordered_map<std::uintptr_t, bool> large_;  ///< blocks that `sizes` count, and whether they are strings
  sizes strings_;
  sizes others_;
  int interval_ = 0;
  int line_ = 0;
  lua_State* running_ = nullptr;
};

}  // namespace pop3kit::serving::lua
