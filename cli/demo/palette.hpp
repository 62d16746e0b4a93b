#pragma once

#include <string>
#include <string_view>

namespace pop3kit::command {

/// Colours on a terminal whose user has not asked for none (NO_COLOR); plain text everywhere else.
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

}  // namespace pop3kit::command
