#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

struct lua_State;

namespace pop3kit::serving::lua {

/// What a script may use up. Beyond it the script fails; the program never does.
struct limits {
  std::size_t memory = std::size_t{256} << 20U;      ///< octets held at once
  std::uint64_t turnover = std::uint64_t{8} << 30U;  ///< octets allocated, freed ones too, between two refills
  std::uint64_t instructions = 100'000'000;          ///< of Lua's machine, between two refills
};

/// The account of one state.
class budget {
 public:
  explicit budget(limits bounds) : bounds_(bounds) {}

  /// The script begins anew: after loading, and each time a hook goes on.
  void refill() noexcept;
  [[nodiscard]] bool exhausted() const noexcept { return exhausted_; }
  /// Counts work; true once it is too much.
  bool spend(std::uint64_t instructions) noexcept;
  /// Counts memory; false where the request must fail.
  bool reallocate(std::size_t from, std::size_t to) noexcept;

 private:
  limits bounds_;
  std::size_t held_ = 0;
  std::uint64_t turned_over_ = 0;
  std::uint64_t spent_ = 0;
  bool exhausted_ = false;
};

/// A Lua state that can neither hang nor eat the memory. It has no library yet: see sandbox.hpp.
class state {
 public:
  explicit state(limits bounds = limits());
  ~state();
  state(const state&) = delete;
  state& operator=(const state&) = delete;

  [[nodiscard]] lua_State* get() const noexcept { return lua_; }
  [[nodiscard]] budget& account() noexcept { return budget_; }

 private:
  budget budget_;
  lua_State* lua_;
};

/// The account of the state that `lua`, one of its threads, belongs to.
[[nodiscard]] budget& budget_of(lua_State* lua) noexcept;

/// The value at `index` as a message, whatever its type.
[[nodiscard]] std::string message_at(lua_State* lua, int index);

}  // namespace pop3kit::serving::lua
