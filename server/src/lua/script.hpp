#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "lua/problem.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// The text of a scenario file, and its name in errors.
class script {
 public:
  script(std::string name, std::string text);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// Returns the name that Lua uses in tracebacks: the name of the file.
  [[nodiscard]] const std::string& short_name() const noexcept { return short_name_; }

  /// Returns the seed of `math.random` during loading; 1 until the scenario's seed is known.
  [[nodiscard]] std::uint64_t seed() const noexcept { return seed_; }
  void set_seed(std::uint64_t seed) noexcept { seed_ = seed; }

  /// Pushes `source`, the text or a variant of it, as a function. Loads only text, never bytecode. Returns Lua's
  /// status.
  int load(lua_State* lua, const std::string& source) const;
  /// Converts Lua's error at the top of the stack. Takes the line from the message.
  [[nodiscard]] problem error_of(lua_State* lua, int status) const;

 private:
  std::string name_;
  std::string text_;
  std::string short_name_;
  std::uint64_t seed_ = 1;
};

}  // namespace pop3kit::serving::lua
