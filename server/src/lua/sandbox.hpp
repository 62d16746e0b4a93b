#pragma once

#include <cstdint>

#include "scenario/stable_hash.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// The random numbers of scripts: a scrambled counter, small enough to keep one for each connection.
class random {
 public:
  explicit random(std::uint64_t seed = 0) noexcept : seed_(seed) {}
  [[nodiscard]] bool was_drawn() const noexcept { return drawn_ > 0; }
  [[nodiscard]] std::uint64_t next() noexcept { return scramble(seed_ + 0x9E3779B97F4A7C15U * drawn_++); }

 private:
  std::uint64_t seed_;
  std::uint64_t drawn_ = 0;
};

/// The source of `math.random`. The code that runs a script sets it to the stream that the script must use.
struct dice {
  random* current = nullptr;
};

/// Gives a new state the library that scripts may use: functions on values. There are no files, processes, loading of
/// code, output, metatables or coroutines. `math.random` is seeded and `pairs` is ordered, so a script does the same in
/// every run. The error for an unknown global name suggests the nearest name. Raises Lua errors.
void open_sandbox(lua_State* lua, dice& randomness);

}  // namespace pop3kit::serving::lua
