#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <pop3kit/mailbox.hpp>
#include <vector>

#include "mailbox/action_queue.hpp"
#include "mailbox/message_ids.hpp"

namespace pop3kit::command {

/// Calls an action for each of several messages, in the order in which the user named them.
class requested_order {
 public:
  explicit requested_order(const std::vector<message_id>& ids);

  /// Calls `action` as soon as the actions of all messages named before `which` have been called. `octets` is what the
  /// action holds until then. A message that was not named has its turn at once.
  void add(const message_info& which, std::uint64_t octets, std::function<void()> action);
  /// Calls the actions that still wait, in order: the messages before them will not come.
  void finish() { turns_.finish(); }

  /// What the actions that wait hold.
  [[nodiscard]] std::uint64_t waiting_octets() const noexcept { return turns_.waiting_octets(); }

 private:
  std::map<sequence_number, std::size_t> by_number_;
  std::map<unique_id, std::size_t> by_id_;
  action_queue turns_;
};

}  // namespace pop3kit::command
