#pragma once

#include <exception>
#include <optional>
#include <pop3kit/file_writer.hpp>
#include <string>
#include <string_view>

/// Files that an option of the command line names. Their errors begin with the option, and each is a command_error (8).
namespace pop3kit::command {

/// Reads the whole of a small file (at most 16 MiB), which may be a FIFO.
[[nodiscard]] std::string read_option_file(const std::string& file, const std::string& option);

/// A file of lines that others may read while it grows. It exists from the beginning, so that a file that cannot be
/// created is reported before any work is done.
class log_file {
 public:
  /// Follows symbolic links, and writes into a FIFO or device directly.
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
  /// Returns "OPTION: FILE: what went wrong" after write() has returned false.
  [[nodiscard]] std::string trouble() const;
  /// Syncs the file. Throws if a line was not written.
  void finish();

 private:
  std::string option_;
  file_writer file_;
  std::optional<failure> trouble_;
};

/// A report that is written at the end of long work. The work does not begin if the file cannot be created.
class report_file {
 public:
  /// An earlier file stays until commit(). Follows symbolic links, and writes into a FIFO or device directly.
  report_file(const std::string& file, std::string option);
  /// Writes the file, whole or not at all, and syncs it.
  void commit(std::string_view text);

 private:
  std::string option_;
  file_writer file_;
};

}  // namespace pop3kit::command
