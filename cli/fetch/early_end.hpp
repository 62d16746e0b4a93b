#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "console/descriptor.hpp"
#include "console/interruption.hpp"

namespace pop3kit::command {

/// While it exists, SIGINT, SIGTERM and SIGHUP end the command only after `save` has run. It runs on a thread of its
/// own, so that it may do what a signal handler may not, and does not wait for the network. A second signal ends the
/// command at once. One at a time.
class early_end {
 public:
  enum class patience {
    unlimited,  ///< `guard` is locked for short times only
    limited     ///< it may stay locked as long as another program does not read: after a second, `save` is left out
  };

  /// `save` runs while `guard` is locked; what it needs is to be changed under `guard` alone. Both must outlive this
  /// object.
  early_end(std::mutex& guard, patience with_guard, std::function<void()> save);
  early_end(const early_end&) = delete;
  early_end& operator=(const early_end&) = delete;
  /// Does not return if a signal has come. `guard` must not be locked.
  ~early_end();

 private:
  void wait() noexcept;
  [[nodiscard]] std::unique_lock<std::mutex> lock_guard() const;

  std::mutex& guard_;
  patience with_guard_;
  std::function<void()> save_;
  descriptor read_end_;
  descriptor write_end_;
  std::thread waiting_;
  std::optional<interruption_hold> hold_;
};

}  // namespace pop3kit::command
