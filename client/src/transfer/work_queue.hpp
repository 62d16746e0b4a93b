#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

namespace pop3kit::engine {

/// The items of one operation, which its connections share.
///
/// Every item is finished exactly once. A connection gives back items that it took but could not finish. If several
/// connections finish an item, only the first counts.
class work_queue {
 public:
  explicit work_queue(std::size_t items) : finished_(items, false) {}

  enum class taker { leader, follower };
  [[nodiscard]] std::optional<std::size_t> take(taker who);
  /// Gives an item back, for any connection.
  void give_back(std::size_t item);
  /// Gives an item back and puts it after all other items. An item at which a connection was lost may cause another
  /// loss, and must not delay the others.
  void put_last(std::size_t item);
  /// Removes an item that was given back, so that no connection takes it. Returns false if the queue does not
  /// hold the item, because a connection has taken it, or because it is finished.
  [[nodiscard]] bool withdraw(std::size_t item);
  /// Reserves an item for the leader, because another session does not have the message, or refused it.
  void leave_to_leader(std::size_t item);
  /// Returns false if another connection finished the item first.
  [[nodiscard]] bool finish(std::size_t item);

  /// Reserves untouched items for followers that are logging in. A follower releases its items before it takes any.
  void hold_back(std::size_t items) noexcept { held_back_ += items; }
  void release(std::size_t items) noexcept { held_back_ -= items; }

  [[nodiscard]] std::size_t size() const noexcept { return finished_.size(); }
  [[nodiscard]] std::size_t finished() const noexcept { return done_; }
  [[nodiscard]] bool finished(std::size_t item) const { return finished_[item]; }
  [[nodiscard]] bool all_finished() const noexcept { return done_ == finished_.size(); }
  /// Returns true if there are items that a follower may take.
  [[nodiscard]] bool any_left() const noexcept { return any_untouched() || !returned_.empty() || !last_.empty(); }
  /// Returns true if only items from put_last() are left.
  [[nodiscard]] bool only_last_left() const noexcept {
    return !last_.empty() && !any_untouched() && returned_.empty() && for_leader_.empty();
  }
  [[nodiscard]] bool any_untouched() const noexcept { return untouched_ < finished_.size(); }

 private:
  [[nodiscard]] std::optional<std::size_t> pop(std::deque<std::size_t>& from);

  std::vector<bool> finished_;
  std::size_t done_ = 0;
  std::size_t untouched_ = 0;  // items from here on were never taken
  std::size_t held_back_ = 0;
  std::deque<std::size_t> returned_;
  std::deque<std::size_t> last_;
  std::deque<std::size_t> for_leader_;
};

}  // namespace pop3kit::engine
