#pragma once

#include <exception>
#include <string>
#include <utility>

namespace pop3kit::serving::lua {

/// What is wrong with a scenario file, and on which line; 0 if the line is unknown.
class problem : public std::exception {
 public:
  problem(int line, std::string what) : line_(line), what_(std::move(what)) {}
  [[nodiscard]] int line() const noexcept { return line_; }
  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

 private:
  int line_;
  std::string what_;
};

}  // namespace pop3kit::serving::lua
