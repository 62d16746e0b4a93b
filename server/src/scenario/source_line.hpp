#pragma once

#include <string>

namespace pop3kit::serving {

/// The line of a scenario file that a rule, an expectation or an error came from.
struct source_line {
  source_line() = default;
  source_line(std::string in, int at) : file(std::move(in)), line(at) {}
  std::string file;
  int line = 0;
};

/// Returns "file:line", or an empty text if the line is unknown.
[[nodiscard]] inline std::string to_text(const source_line& where) {
  return where.file.empty() ? std::string() : where.file + ":" + std::to_string(where.line);
}

/// Returns "file:line: ", or an empty text if the line is unknown.
[[nodiscard]] inline std::string to_prefix(const source_line& where) {
  return where.file.empty() ? std::string() : to_text(where) + ": ";
}

}  // namespace pop3kit::serving
