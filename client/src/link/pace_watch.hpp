#pragma once

#include <cstdint>
#include <functional>

#include "net/time/deadline.hpp"

namespace pop3kit::engine {

struct pace_settings {
  std::uint64_t octets_per_second = 0;  ///< minimum speed; 0: none
  net::duration window{};
};

/// Checks that octets arrive at a minimum speed.
///
/// Only the time during which the reader waits counts, because the time between two waits is not the sender's. The
/// speed is measured over windows of such time.
class pace_watch {
 public:
  /// Makes a watch that calls `too_slow` once, when a window ends with too few octets. The clock must outlive the
  /// watch.
  pace_watch(net::clock& time, const boost::asio::any_io_executor& executor, const pace_settings& settings,
             std::function<void()> too_slow);

  /// Begins to watch. The first window begins with the first wait.
  void begin() noexcept;
  void end() noexcept;
  void wait_begins();
  void wait_ends(std::size_t octets);
  [[nodiscard]] bool fired() const noexcept { return fired_; }

 private:
  void judge();
  void window_is_over();

  net::clock& time_;
  pace_settings settings_;
  std::function<void()> too_slow_;
  net::deadline alarm_;
  net::time_point wait_began_;
  net::duration waited_{};
  std::uint64_t octets_ = 0;
  bool watching_ = false;
  bool waiting_ = false;
  bool fired_ = false;
};

}  // namespace pop3kit::engine
