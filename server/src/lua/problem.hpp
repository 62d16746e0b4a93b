#pragma once

#include <compare>
#include <exception>
#include <string>
#include <utility>

namespace pop3kit::serving::lua {

/// A place in a scenario file. Lines and columns count from 1; 0 is an unknown line or column. Columns count
/// characters.
struct position {
  position() = default;
  /// A whole line, for places whose column is unknown.
  position(int at_line, int at_column = 0)  // NOLINT(google-explicit-constructor): a line is a place
      : line(at_line), column(at_column) {}
  int line = 0;
  int column = 0;
  auto operator<=>(const position&) const = default;
};

/// What is wrong with a scenario file, and where.
class problem : public std::exception {
 public:
  problem(position at, std::string what, std::string path = {})
      : at_(at), what_(std::move(what)), path_(std::move(path)) {}
  [[nodiscard]] position at() const noexcept { return at_; }
  [[nodiscard]] int line() const noexcept { return at_.line; }
  /// Returns the keys that lead to the value: "rules[2].cut.after". Empty for the whole file.
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

 private:
  position at_;
  std::string what_;
  std::string path_;
};

}  // namespace pop3kit::serving::lua
