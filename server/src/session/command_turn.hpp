#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "net/fault/fault_stream.hpp"
#include "net/time/clock.hpp"
#include "response/response_plan.hpp"

namespace pop3kit::serving {

/// Everything that lives as long as one command: its words, what the rules want of the response, and what comes next.
/// Reads and writes nothing.
class command_turn {
 public:
  /// What the response to the command is, or what follows it.
  enum class next_step : std::uint8_t { command, start_tls, sasl, dialogue };

  /// Begins the turn of a command. The argument is a view of `line`.
  void begin(std::string_view line);
  /// Begins the turn of the greeting, which is no command but is answered as one.
  void begin_greeting();
  /// Begins the turn of a line that is not even looked at. Rules for any command hold for it too.
  void begin_unreadable();

  /// Copies the line, because the input moves under it while somebody is asked. The argument is a view of the copy
  /// then. Returns the copy.
  [[nodiscard]] std::string_view keep_line(std::string_view line);
  /// Takes the line away while a hook for an event runs: there is no command that it could have answered.
  [[nodiscard]] std::string take_line() noexcept { return std::exchange(line_, std::string()); }
  void put_line(std::string line) noexcept { line_ = std::move(line); }
  /// The kept line; empty if there is none.
  [[nodiscard]] const std::string& line() const noexcept { return line_; }

  /// In upper case; empty for a line that was not looked at.
  [[nodiscard]] const std::string& keyword() const noexcept { return keyword_; }
  [[nodiscard]] std::string_view argument() const noexcept { return argument_; }
  /// The first word of the argument.
  [[nodiscard]] std::string_view first_word() const noexcept { return argument_.substr(0, argument_.find(' ')); }
  /// The first word of the argument, if it is a number.
  [[nodiscard]] std::optional<std::uint64_t> number() const;
  /// The keyword is not shown from now on: it may be a secret.
  void hide_keyword(bool hidden) noexcept { hides_keyword_ = hidden; }
  [[nodiscard]] std::string shown_keyword() const { return hides_keyword_ ? "****" : keyword_; }

  /// Forgets what the rules wanted of the turn before.
  void forget_wishes();
  /// The changes of the response; null if there are none.
  [[nodiscard]] response_plan* plan() noexcept { return plan_ ? &*plan_ : nullptr; }
  [[nodiscard]] response_plan& ensure_plan() { return plan_ ? *plan_ : plan_.emplace(); }
  /// Nothing is sent and nothing is done: the connection ends in this way in place of the response.
  void say_nothing(net::close_kind how);
  /// The time to wait before the command is carried out, and the gate to wait at.
  void wait_for(net::duration delay, std::optional<std::string> gate);
  [[nodiscard]] net::duration delay() const noexcept { return delay_; }
  [[nodiscard]] const std::optional<std::string>& gate() const noexcept { return gate_; }
  [[nodiscard]] bool waits() const noexcept { return delay_ > net::duration::zero() || gate_; }

  [[nodiscard]] next_step next() const noexcept { return next_; }
  void set_next(next_step step) noexcept { next_ = step; }
  /// A hook has had the command answered before its own end.
  void set_answered() noexcept { answered_ = true; }
  [[nodiscard]] bool is_answered() const noexcept { return answered_; }
  /// Whether the command was answered so; asked once.
  [[nodiscard]] bool take_answered() noexcept { return std::exchange(answered_, false); }

 private:
  std::string keyword_;
  std::string_view argument_;
  std::string line_;
  std::optional<response_plan> plan_;
  net::duration delay_{};
  std::optional<std::string> gate_;
  next_step next_ = next_step::command;
  bool answered_ = false;
  bool hides_keyword_ = false;
};

}  // namespace pop3kit::serving
