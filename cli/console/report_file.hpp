#pragma once

#include <pop3kit/file_writer.hpp>
#include <string>
#include <string_view>

namespace pop3kit::command {

/// A report that is written at the end of long work. The file can be created, or the work does not begin.
class report_file {
 public:
  /// `option` is the one that named the file; errors begin with it. An earlier file stays until commit(). Follows
  /// symbolic links, and writes into a FIFO or device directly. Throws command_error (8).
  report_file(const std::string& file, std::string option);
  /// Writes the file: whole or not at all, and synced. Throws command_error (8).
  void commit(std::string_view text);

 private:
  std::string option_;
  file_writer file_;
};

}  // namespace pop3kit::command
