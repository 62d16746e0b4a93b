#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

namespace pop3kit::engine {

/// Items of one operation, shared by the connections that work on it. Every item is finished exactly once: what a
/// connection took and could not finish it gives back, and only the first to finish an item is heard.
class work_queue {
 public:
  explicit work_queue(std::size_t items) : finished_(items, false) {}

  enum class taker { leader, follower };
  [[nodiscard]] std::optional<std::size_t> take(taker who);
  /// For anyone to take again.
  void give_back(std::size_t item);
  /// Only the leader can do this one: no other session knows the message, or it refused it.
  void leave_to_leader(std::size_t item);
  /// False if somebody else was first.
  [[nodiscard]] bool finish(std::size_t item);

  [[nodiscard]] std::size_t size() const noexcept { return finished_.size(); }
  [[nodiscard]] bool all_finished() const noexcept { return done_ == finished_.size(); }

 private:
  [[nodiscard]] std::optional<std::size_t> pop(std::deque<std::size_t>& from);

  std::vector<bool> finished_;
  std::size_t done_ = 0;
  std::size_t untouched_ = 0;  // items from here on were never taken
  std::deque<std::size_t> returned_;
  std::deque<std::size_t> for_leader_;
};

}  // namespace pop3kit::engine
