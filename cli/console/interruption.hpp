#pragma once

namespace pop3kit::command {

/// Async-signal-safe: it runs in a signal handler.
using undo = void (*)() noexcept;

/// What SIGINT, SIGTERM or SIGHUP shall undo before it ends the process as it always did; null for nothing. Signals
/// that the caller of the command has ignored stay ignored.
void on_interruption(undo what) noexcept;

}  // namespace pop3kit::command
