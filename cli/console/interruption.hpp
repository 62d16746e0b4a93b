#pragma once

namespace pop3kit::command {

/// Runs in a signal handler, so it must be async-signal-safe. Gets the number of the signal.
using undo = void (*)(int number) noexcept;

/// Lets SIGINT, SIGTERM and SIGHUP remove unfinished files before they end the process as they always did. Signals that
/// the caller of the command has ignored stay ignored.
void handle_interruptions() noexcept;

/// Sets what these signals undo first; null for nothing.
void on_interruption(undo what) noexcept;

/// While it exists, an interruption has no effect; its destructor makes up for it. For work that a signal must not find
/// half done, such as creating a file and registering it for removal. A second signal has its effect at once. One that
/// is made while another one exists does nothing.
class interruption_hold {
 public:
  /// `hears`, unless null, is called in the signal handler when the signal comes.
  explicit interruption_hold(undo hears = nullptr) noexcept;
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

/// Ends the process as the signal does: with status 130 for SIGINT, by the signal itself otherwise, SIGPIPE included.
/// Removes unfinished files first. On any thread.
[[noreturn]] void end_interrupted(int number) noexcept;

}  // namespace pop3kit::command
