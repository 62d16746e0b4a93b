#pragma once

#include <cstdint>

#include "scenario/stable_hash.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// The randomness of scripts: a counter, scrambled. Small enough to keep one for each connection.
class random {
 public:
  explicit random(std::uint64_t seed = 0) noexcept : seed_(seed) {}
  [[nodiscard]] bool was_drawn() const noexcept { return drawn_ > 0; }
  [[nodiscard]] std::uint64_t next() noexcept { return scramble(seed_ + 0x9E3779B97F4A7C15U * drawn_++); }

 private:
  std::uint64_t seed_;
  std::uint64_t drawn_ = 0;
};

/// Where `math.random` draws from: whoever runs a script points it at the stream that the script shall have.
struct dice {
  random* current = nullptr;
};

/// Gives a new state the library that scripts may use: what works on values. No files, no processes, no loading of
/// code, no output, no metatables, no coroutines of their own. `math.random` is seeded, and `pairs` goes in the order
/// of the keys, so a script does the same at every run. An unknown global name is an error that names the nearest one.
/// Raises Lua errors.
void open_sandbox(lua_State* lua, dice& randomness);

}  // namespace pop3kit::serving::lua
