#pragma once

#include <exception>
#include <optional>
#include <pop3kit/file_writer.hpp>
#include <string>

namespace pop3kit::command {

/// A file of lines that others may read while it grows. It exists from the beginning, so that a file that cannot be
/// created is reported before anything is done.
class log_file {
 public:
  /// `option` is the one that named the file; errors begin with it. Follows symbolic links, and writes into a FIFO or
  /// device directly. Throws command_error (8).
  log_file(const std::string& file, const std::string& option);

  /// Appends the line that `make` returns, and a line end. Returns false from the first line on that could not be
  /// written, and writes nothing more; finish() reports why.
  template <class Make>
  bool write(Make make) noexcept {
    if (trouble_) return false;
    try {
      if (const result<> written = file_.write(make() + "\n"); !written) trouble_ = written.error();
    } catch (const std::exception&) {
      trouble_.emplace(errc::file_unwritable);
    }
    return !trouble_;
  }
  /// "OPTION: FILE: what went wrong" after write() has returned false.
  [[nodiscard]] std::string trouble() const;
  /// Syncs the file. Throws command_error (8) if anything was not written.
  void finish();

 private:
  std::string option_;
  file_writer file_;
  std::optional<failure> trouble_;
};

}  // namespace pop3kit::command
