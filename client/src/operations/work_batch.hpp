#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <iterator>
#include <optional>

#include "link/dialogue.hpp"
#include "net/clock.hpp"
#include "operations/work_queue.hpp"

namespace pop3kit::engine {

/// The sequence number of an item in one session; nothing where that session does not know the message.
using numbering = std::function<std::optional<std::uint64_t>(std::size_t item)>;

/// One connection's part of an operation over many messages: takes items from the queue as the window opens, and keeps
/// account of what is in flight. What is done with a message is the derived class's.
class work_batch : public dialogue {
 public:
  /// The queue and the clock must outlive it. `share`: the most items in flight.
  work_batch(work_queue& queue, work_queue::taker who, numbering numbers, std::size_t share, const net::clock& time);

  std::optional<request> next(std::string& out) final;
  outcome<> on_end() final;

  /// Gives back what is in flight; true if there was anything.
  bool give_back();
  [[nodiscard]] bool holds_work() const noexcept { return !in_flight_.empty(); }
  /// Messages handed on and octets received by this connection; progress is what tells a slow one from a stalled one.
  [[nodiscard]] std::uint64_t messages() const noexcept { return messages_; }
  [[nodiscard]] std::uint64_t octets() const noexcept { return octets_; }
  [[nodiscard]] std::uint64_t progress() const noexcept { return replies_ + octets_; }
  /// The longest time between two replies.
  [[nodiscard]] net::duration longest_wait() const noexcept { return longest_wait_; }

 protected:
  enum class verdict { done, leave_to_leader };
  virtual request ask(std::string& out, std::uint64_t number) = 0;
  /// The reply to the oldest item is complete. A failure ends the session.
  virtual outcome<verdict> conclude(std::size_t item) = 0;
  /// An item in flight goes back to the queue, its reply incomplete or not begun.
  virtual void take_back(std::size_t /*item*/) {}
  /// Whether another item may be asked for while some are in flight.
  [[nodiscard]] virtual bool may_go_on() const { return true; }

  void note_octets(std::size_t octets) noexcept { octets_ += octets; }
  /// The item whose reply is due.
  [[nodiscard]] std::size_t oldest() const { return in_flight_.front(); }
  /// Whether it holds for an item that was asked for behind the oldest.
  template <class Test>
  [[nodiscard]] bool any_behind_oldest(Test holds) const {
    return std::any_of(std::next(in_flight_.begin()), in_flight_.end(), holds);
  }
  [[nodiscard]] bool leads() const noexcept { return who_ == work_queue::taker::leader; }
  [[nodiscard]] work_queue& queue() noexcept { return queue_; }

 private:
  work_queue& queue_;
  work_queue::taker who_;
  numbering numbers_;
  std::size_t share_;
  const net::clock& time_;
  std::deque<std::size_t> in_flight_;
  net::time_point last_reply_;
  net::duration longest_wait_{};
  std::uint64_t messages_ = 0;
  std::uint64_t octets_ = 0;
  std::uint64_t replies_ = 0;
};

}  // namespace pop3kit::engine
