#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace pop3kit::command {

/// Calls actions in the order of their positions, which count from 0. Over several connections messages arrive in any
/// order; this class holds only what waits for a message before it.
class action_queue {
 public:
  /// Calls `action` as soon as the actions of all positions before `position` have been called. `octets` is what the
  /// action holds until then. A second action for a position that waits is dropped.
  void add(std::size_t position, std::uint64_t octets, std::function<void()> action);
  /// Calls the actions that still wait, in order. The positions between them stay without an action.
  void finish();

  /// Whether the action of this position waits, or has been called.
  [[nodiscard]] bool has(std::size_t position) const { return position < next_ || waiting_.contains(position); }
  /// The first position whose action has not been called.
  [[nodiscard]] std::size_t next() const noexcept { return next_; }
  /// What the actions that wait hold.
  [[nodiscard]] std::uint64_t waiting_octets() const noexcept { return waiting_octets_; }

 private:
  struct turn {
    turn(std::uint64_t held, std::function<void()> wanted) : octets(held), action(std::move(wanted)) {}
    std::uint64_t octets;
    std::function<void()> action;
  };

  void call_first();

  std::map<std::size_t, turn> waiting_;  // by position
  std::uint64_t waiting_octets_ = 0;
  std::size_t next_ = 0;
};

}  // namespace pop3kit::command
