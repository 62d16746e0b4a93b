#pragma once

#include <sys/types.h>

#include <functional>
#include <thread>

#include "console/descriptor.hpp"

namespace pop3kit::command {

/// Calls a function when the process that started this one has ended, in whatever way: even SIGKILL leaves it no chance
/// to end us.
class parent_watch {
 public:
  /// `on_end` is called once, on a thread of this object. Throws command_error (8) if the system gives no thread or
  /// pipe.
  explicit parent_watch(std::function<void()> on_end);
  parent_watch(const parent_watch&) = delete;
  parent_watch& operator=(const parent_watch&) = delete;
  /// Ends the watch.
  ~parent_watch();

 private:
  void watch() const noexcept;

  std::function<void()> on_end_;
  pid_t parent_;
  descriptor process_;  ///< refers to the parent; not open if the system has no such descriptors
  descriptor read_end_;
  descriptor write_end_;  ///< closed to end the watch
  std::thread thread_;
};

}  // namespace pop3kit::command
