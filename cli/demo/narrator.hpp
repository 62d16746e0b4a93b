#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <pop3kit/trace.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pop3kit::command {

/// Colours text for a terminal, unless the user has set NO_COLOR. Leaves text as it is everywhere else.
class palette {
 public:
  palette();
  [[nodiscard]] std::string title(std::string_view text) const { return in("1;36", text); }
  [[nodiscard]] std::string code(std::string_view text) const { return in("1", text); }
  [[nodiscard]] std::string sent(std::string_view text) const { return in("33", text); }
  [[nodiscard]] std::string received(std::string_view text) const { return in("34", text); }
  [[nodiscard]] std::string aside(std::string_view text) const { return in("2", text); }
  [[nodiscard]] std::string good(std::string_view text) const { return in("32", text); }
  [[nodiscard]] std::string bad(std::string_view text) const { return in("1;31", text); }

 private:
  [[nodiscard]] std::string in(std::string_view colour, std::string_view text) const;
  bool coloured_;
};

/// What a client and a server said to each other. It is collected from the trace of the client.
class dialogue {
 public:
  dialogue() : events_(std::make_shared<std::vector<trace_event>>()) {}

  /// Returns a function for client_options::trace, which may be used longer than this object exists.
  [[nodiscard]] trace_sink sink() const;
  /// Removes what was said so far, and returns it in lines: the number of octets in place of a body, and the beginning
  /// and the end of a long dialogue.
  [[nodiscard]] std::vector<std::string> take_brief(const palette& colours) const;

 private:
  std::shared_ptr<std::vector<trace_event>> events_;
};

/// The result of one operation, in lines for the reader, and whether it is right.
class findings {
 public:
  void show(std::string line) { lines_.push_back(std::move(line)); }
  /// Prints `claim` in any case; if it does not hold, the demonstration fails.
  void check(bool holds, const std::string& claim);

  [[nodiscard]] const std::vector<std::string>& lines() const noexcept { return lines_; }
  [[nodiscard]] const std::vector<std::string>& right() const noexcept { return right_; }
  [[nodiscard]] const std::vector<std::string>& wrong() const noexcept { return wrong_; }

 private:
  std::vector<std::string> lines_;
  std::vector<std::string> right_;
  std::vector<std::string> wrong_;
};

/// Prints the demonstration: each operation in C++, the dialogue on the wire, and the result.
class narrator {
 public:
  void chapter(const std::string& title, const std::vector<std::string>& introduction);
  /// Carries out one operation and prints it. If the library throws, that is a wrong result, and the demonstration goes
  /// on.
  void operation(const std::string& purpose, const std::string& code, const std::function<void(findings&)>& deed);
  /// Prints how many operations there were. Throws command_error (1) if a result was wrong.
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
