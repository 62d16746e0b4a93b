#pragma once

#include <cstdint>
#include <functional>

#include "net/time/deadline.hpp"

namespace pop3kit::engine {

struct pace_settings {
  std::uint64_t octets_per_second = 0;  ///< 0: any pace will do
  net::duration window{};
};

/// Watches how fast octets come while somebody waits for them, in windows of waiting time: what the reader does between
/// two waits is not the sender's fault.
class pace_watch {
 public:
  /// `too_slow` is called once, when a window is over with too few octets in it. The clock must outlive it.
  pace_watch(net::clock& time, const boost::asio::any_io_executor& executor, const pace_settings& settings,
             std::function<void()> too_slow);

  /// The first window begins with the first wait.
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
