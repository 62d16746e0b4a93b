#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "lua/problem.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// A scenario file's text and the name that errors shall give it.
class script {
 public:
  script(std::string name, std::string text);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// What Lua calls the chunk: the file's own name, for tracebacks.
  [[nodiscard]] const std::string& short_name() const noexcept { return short_name_; }

  /// What `math.random` draws from while the script is loaded; 1 as long as the scenario's own seed is not known.
  [[nodiscard]] std::uint64_t seed() const noexcept { return seed_; }
  void set_seed(std::uint64_t seed) noexcept { seed_ = seed; }

  /// Pushes `source`, the text or a variant of it, as a function. Only text is loaded, never bytecode. Returns Lua's
  /// status.
  int load(lua_State* lua, const std::string& source) const;
  /// Lua's error at the top of the stack, its line taken from the message.
  [[nodiscard]] problem error_of(lua_State* lua, int status) const;

 private:
  std::string name_;
  std::string text_;
  std::string short_name_;
  std::uint64_t seed_ = 1;
};

}  // namespace pop3kit::serving::lua
