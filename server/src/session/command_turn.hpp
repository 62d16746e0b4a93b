#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "net/fault/fault_stream.hpp"
#include "net/time/clock.hpp"
#include "response/response_plan.hpp"
#include "wire/verb.hpp"

namespace pop3kit::serving {

/// The state of one command: its words, the changes that rules make to its response, and what comes next. Does no input
/// or output.
class command_turn {
 public:
  /// What comes after the command line: the response alone, or TLS, an exchange or a dialogue.
  enum class next_step : std::uint8_t { command, start_tls, sasl, dialogue };

  /// Begins the turn of a command. The argument is a view of `line`.
  void begin(std::string_view line);
  /// Begins the turn of the greeting. It is not a command, but its response is made in the same way.
  void begin_greeting();
  /// Begins the turn of a line that is refused unread. Rules for any command apply to it too.
  void begin_unreadable();

  /// Copies the line and returns the copy, because a rule or a hook may take time, and the input buffer changes
  /// meanwhile. From now on the argument is a view of the copy.
  [[nodiscard]] std::string_view keep_line(std::string_view line);
  /// Takes the line away while a hook for an event runs, because such a hook has no command to answer.
  [[nodiscard]] std::string take_line() noexcept { return std::exchange(line_, std::string()); }
  void put_line(std::string line) noexcept { line_ = std::move(line); }
  /// Returns the copy of the line; empty if there is none.
  [[nodiscard]] const std::string& line() const noexcept { return line_; }

  /// In upper case; empty for a line that was refused unread.
  [[nodiscard]] const std::string& keyword() const noexcept { return keyword_; }
  /// Returns the verb of the keyword. Nothing for the greeting, LAST, unknown words and unread lines.
  [[nodiscard]] std::optional<wire::verb> verb() const noexcept { return verb_; }
  [[nodiscard]] std::string_view argument() const noexcept { return argument_; }
  /// Returns the first word of the argument.
  [[nodiscard]] std::string_view first_word() const noexcept { return argument_.substr(0, argument_.find(' ')); }
  /// Returns the first word of the argument, if it is a number.
  [[nodiscard]] std::optional<std::uint64_t> number() const;
  /// Hides the keyword from now on, because it may be a secret.
  void hide_keyword(bool hidden) noexcept { hides_keyword_ = hidden; }
  [[nodiscard]] std::string shown_keyword() const { return hides_keyword_ ? "****" : keyword_; }

  /// Forgets the changes that rules made to the previous turn.
  void forget_wishes();
  /// Returns the changes of the response, or null if there are none.
  [[nodiscard]] response_plan* plan() noexcept { return plan_ ? &*plan_ : nullptr; }
  [[nodiscard]] response_plan& ensure_plan() { return plan_ ? *plan_ : plan_.emplace(); }
  /// The command is not carried out and nothing is sent. The connection ends in this way instead.
  void say_nothing(net::close_kind how);
  /// Sets the time to wait before the command is carried out, and the gate to wait at.
  void wait_for(net::duration delay, std::optional<std::string> gate);
  [[nodiscard]] net::duration delay() const noexcept { return delay_; }
  [[nodiscard]] const std::optional<std::string>& gate() const noexcept { return gate_; }
  [[nodiscard]] bool waits() const noexcept { return delay_ > net::duration::zero() || gate_; }

  [[nodiscard]] next_step next() const noexcept { return next_; }
  void set_next(next_step step) noexcept { next_ = step; }
  /// A hook let the real server answer the command, and is still running.
  void set_answered() noexcept { answered_ = true; }
  [[nodiscard]] bool is_answered() const noexcept { return answered_; }
  /// Returns true once if the command was answered in this way.
  [[nodiscard]] bool take_answered() noexcept { return std::exchange(answered_, false); }

 private:
  std::string keyword_;
  std::string_view argument_;
  std::string line_;
  std::optional<response_plan> plan_;
  net::duration delay_{};
  std::optional<std::string> gate_;
  std::optional<wire::verb> verb_;
  next_step next_ = next_step::command;
  bool answered_ = false;
  bool hides_keyword_ = false;
};

}  // namespace pop3kit::serving
