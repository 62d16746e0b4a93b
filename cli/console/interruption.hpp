#pragma once

namespace pop3kit::command {

/// Async-signal-safe: it runs in a signal handler.
using undo = void (*)() noexcept;

/// Lets SIGINT, SIGTERM and SIGHUP remove unfinished files before they end the process as they always did. Signals that
/// the caller of the command has ignored stay ignored.
void handle_interruptions() noexcept;

/// Sets what these signals undo first; null for nothing.
void on_interruption(undo what) noexcept;

}  // namespace pop3kit::command
