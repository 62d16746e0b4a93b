#pragma once

#include <string>

namespace pop3kit::serving {

/// Where a rule, an expectation or an error came from.
struct place {
  place() = default;
  place(std::string in, int at) : file(std::move(in)), line(at) {}
  std::string file;
  int line = 0;
};

/// "file:line", or nothing where the place is unknown.
[[nodiscard]] inline std::string to_text(const place& where) {
  return where.file.empty() ? std::string() : where.file + ":" + std::to_string(where.line);
}

/// "file:line: ", or nothing.
[[nodiscard]] inline std::string to_prefix(const place& where) {
  return where.file.empty() ? std::string() : to_text(where) + ": ";
}

}  // namespace pop3kit::serving
