#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <pop3kit/mailbox.hpp>
#include <vector>

#include "arguments/message_id.hpp"

namespace pop3kit::command {

/// Puts what is to be done for each of several messages into the order in which the user named them. Over several
/// connections they arrive in another one.
class order_asked_for {
 public:
  explicit order_asked_for(const std::vector<message_id>& ids);

  /// Calls `action` as soon as the actions of all messages named before `which` have been called. `octets` is what the
  /// action holds until then. A message that was not named has its turn at once.
  void add(const message_info& which, std::uint64_t octets, std::function<void()> action);
  /// Calls the actions that still wait, in order: messages before them never came.
  void finish();

  /// Of the actions that wait.
  [[nodiscard]] std::uint64_t waiting_octets() const noexcept { return waiting_octets_; }

 private:
  struct turn {
    turn(std::uint64_t held, std::function<void()> wanted) : octets(held), action(std::move(wanted)) {}
    std::uint64_t octets;
    std::function<void()> action;
  };

  void take_first();

  std::map<sequence_number, std::size_t> by_number_;
  std::map<unique_id, std::size_t> by_id_;
  std::map<std::size_t, turn> waiting_;  // by place among the ids
  std::uint64_t waiting_octets_ = 0;
  std::size_t next_ = 0;
};

}  // namespace pop3kit::command
