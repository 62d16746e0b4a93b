#pragma once

#include <filesystem>
#include <memory>
#include <pop3kit/result.hpp>
#include <pop3kit/trace.hpp>

namespace pop3kit {

/// A file that contains a trace: one line of to_json() for each event. Only its owner can read it.
///
/// Each line is written as soon as the event has happened.
///
///     auto file = pop3kit::trace_file::open("session.jsonl").value();
///     options.trace = file.sink();
///
/// The sinks share the file and may outlive this object. The file is synced when the last of them is destroyed.
class trace_file {
 public:
  /// Creates the file, or replaces a regular file of that name. Follows a symbolic link. Opens a FIFO or device, such
  /// as /dev/stderr, and writes to it directly. Fails with errc::file_unwritable.
  [[nodiscard]] static result<trace_file> open(const std::filesystem::path& file);

  /// Returns a function for client_options::trace that writes each event to the file.
  [[nodiscard]] trace_sink sink() const;
  /// Returns success if everything so far has been written, otherwise errc::file_unwritable.
  [[nodiscard]] result<> check() const;

 private:
  struct state;
  explicit trace_file(std::shared_ptr<state> held);
  std::shared_ptr<state> state_;
};

}  // namespace pop3kit
