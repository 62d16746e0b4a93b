#pragma once

#include <filesystem>
#include <memory>
#include <pop3kit/result.hpp>
#include <pop3kit/trace.hpp>

namespace pop3kit {

/// A file of the lines that to_json() makes of events, readable by its owner only. Each line is written as soon as its
/// event happened.
///
///     auto file = pop3kit::trace_file::open("session.jsonl").value();
///     options.trace = file.sink();
///
/// The sinks share the file and may outlive this object. The file is synced when the last of them is destroyed.
class trace_file {
 public:
  /// Creates the file, in place of an earlier regular file. Follows a symbolic link. A FIFO or device, such as
  /// /dev/stderr, is opened and written directly. errc::file_unwritable.
  [[nodiscard]] static result<trace_file> open(const std::filesystem::path& file);

  [[nodiscard]] trace_sink sink() const;
  /// Returns whether everything so far has been written: errc::file_unwritable if something was not.
  [[nodiscard]] result<> check() const;

 private:
  struct state;
  explicit trace_file(std::shared_ptr<state> held);
  std::shared_ptr<state> state_;
};

}  // namespace pop3kit
