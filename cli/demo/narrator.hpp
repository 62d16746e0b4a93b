#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "demo/dialogue.hpp"
#include "demo/palette.hpp"

namespace pop3kit::command {

/// What one operation gave, in lines for the reader, and whether it was right.
class findings {
 public:
  void show(std::string line) { lines_.push_back(std::move(line)); }
  /// `claim` is said either way; a false one fails the demonstration.
  void check(bool holds, const std::string& claim);

  [[nodiscard]] const std::vector<std::string>& lines() const noexcept { return lines_; }
  [[nodiscard]] const std::vector<std::string>& right() const noexcept { return right_; }
  [[nodiscard]] const std::vector<std::string>& wrong() const noexcept { return wrong_; }

 private:
  std::vector<std::string> lines_;
  std::vector<std::string> right_;
  std::vector<std::string> wrong_;
};

/// Tells the demonstration: what is asked, in C++; what went over the wire; what came of it.
class narrator {
 public:
  void chapter(const std::string& title, const std::vector<std::string>& introduction);
  /// Does one operation and tells of it. What the library throws is a wrong result, not the end.
  void operation(const std::string& purpose, const std::string& code, const std::function<void(findings&)>& deed);
  /// Counts and says so; throws command_error (1) where a result was wrong.
  void conclude() const;

  [[nodiscard]] const dialogue& wire() const noexcept { return wire_; }

 private:
  void tell(const findings& found) const;

  palette colours_;
  dialogue wire_;
  std::size_t operations_ = 0;
  std::vector<std::string> wrong_;
};

}  // namespace pop3kit::command
