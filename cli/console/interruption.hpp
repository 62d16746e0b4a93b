#pragma once

#include <chrono>
#include <csignal>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "console/descriptor.hpp"

/// SIGINT, SIGTERM and SIGHUP end the command. Each class here is one way to do something first: run a function in the
/// signal handler, wait until a step is complete, save something on a thread, or wait for the signal in order to stop a
/// server.
namespace pop3kit::command {

/// Runs in a signal handler, so it must be async-signal-safe. Its argument is the number of the signal.
using signal_function = void (*)(int number) noexcept;

/// Makes these signals remove unfinished files before they end the process in their usual way. A signal that the caller
/// of the command has ignored stays ignored.
void handle_interruptions() noexcept;

/// While it exists, these signals call a function first, then end the process as usual. One at a time.
class interruption_action {
 public:
  explicit interruption_action(signal_function action) noexcept;
  interruption_action(const interruption_action&) = delete;
  interruption_action& operator=(const interruption_action&) = delete;
  ~interruption_action();

  /// From now on, `action` is called in place of the previous function; null for none.
  static void replace(signal_function action) noexcept;
};

/// While it exists, an interruption has no effect; its destructor makes up for it. For steps that a signal must not
/// leave half done, such as creating a file and registering it for removal. A second signal has its effect at once. If
/// another hold exists already, this one does nothing.
class interruption_hold {
 public:
  /// `on_signal`, unless null, is called in the signal handler when the signal comes.
  explicit interruption_hold(signal_function on_signal = nullptr) noexcept;
  interruption_hold(const interruption_hold&) = delete;
  interruption_hold& operator=(const interruption_hold&) = delete;
  ~interruption_hold();
  /// Whether a signal came since the hold began.
  [[nodiscard]] static bool interrupted() noexcept { return number() != 0; }
  /// The signal that came since the hold began; 0 if none did.
  [[nodiscard]] static int number() noexcept;

 private:
  bool is_outermost_ = false;
};

/// While it exists, these signals end the command only after `save` has run. It runs on a thread of its own, so it may
/// do what a signal handler may not, and it does not wait for the network. A second signal ends the command at once.
/// One at a time.
class interruption_save {
 public:
  enum class patience {
    unlimited,  ///< `guard` is locked for short times only
    limited     ///< `guard` may stay locked while another program does not read: after a second, `save` is left out
  };

  /// `save` runs while `guard` is locked; what it uses must be changed under `guard` only. Both must outlive this
  /// object.
  interruption_save(std::mutex& guard, patience with_guard, std::function<void()> save);
  interruption_save(const interruption_save&) = delete;
  interruption_save& operator=(const interruption_save&) = delete;
  /// Does not return if a signal has come. `guard` must not be locked.
  ~interruption_save();

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

/// What ended a wait of an interruption_wait.
struct interruption {
  int number = 0;            ///< the signal; SIGCHLD if a child process may have ended
  bool requested = false;    ///< by interruption_wait::request()
  bool by_terminal = false;  ///< sent to all processes in the foreground of the terminal, as Ctrl-C does
};

/// Waits for one of these signals. They are blocked in this thread and in those that it starts, and wait() takes them,
/// so that one that comes early is not lost.
class interruption_wait {
 public:
  /// SIGHUP stays ignored if the caller of the command ignores it, as nohup does.
  interruption_wait();
  void wait() const;
  /// Waits for one of these signals, or for the end of a child process. Returns nullopt if `limit` passes first.
  [[nodiscard]] std::optional<interruption> wait_with_child(std::optional<std::chrono::seconds> limit) const;
  /// Ends wait() as a signal does. May be called from any thread.
  static void request() noexcept;

 private:
  sigset_t set_{};
  sigset_t set_with_child_{};
};

/// Ends the process as the signal does: with status 130 for SIGINT, by the signal itself otherwise, SIGPIPE included.
/// Removes unfinished files first. May be called from any thread, and for SIGINT in its handler.
[[noreturn]] void end_interrupted(int number) noexcept;

}  // namespace pop3kit::command
