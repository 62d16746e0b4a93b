#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "response/body.hpp"
#include "response/response_plan.hpp"

namespace pop3kit::serving {

/// What a plan makes of one response while its octets are put into the output, and what it still owes of the response
/// before. Without a plan each function costs one comparison.
class planned_response {
 public:
  /// `out` is the output that responses are put into. It must outlive this object.
  explicit planned_response(std::string& out) noexcept : out_(out) {}

  /// Begins the response to one command. `plan` may be null, and must live until the response is complete.
  void begin(const response_plan* plan) noexcept;
  [[nodiscard]] const response_plan* plan() const noexcept { return plan_; }
  /// How the connection ends after the response; nothing if it goes on.
  [[nodiscard]] const std::optional<net::close_kind>& ending() const noexcept { return ending_; }
  /// How long the response waits once what is there was written; nothing if it does not wait.
  [[nodiscard]] const std::optional<net::duration>& pause() const noexcept { return pause_; }
  /// The pause is over: puts what was held back into the output.
  void resume();
  /// Forgets what was held back.
  void drop() noexcept;

  /// Whether challenges are not sent at all.
  [[nodiscard]] bool silences_challenge() const noexcept;
  /// Changes the challenge after `mark`.
  void change_challenge(std::size_t mark);

  /// Changes the status line after `mark`. Returns whether it never ends, so that the rest of it is the body.
  [[nodiscard]] bool change_status(std::size_t mark);
  /// Cuts the response in the status line after `mark`, or holds back the rest of it.
  void break_status(std::size_t mark);
  /// Whether the response has no body, although the command gives one.
  [[nodiscard]] bool is_suppressed() const noexcept { return suppressed_; }

  /// A status line is out: a terminator that is owed has come late.
  void note_late_terminator() noexcept { belated_terminator_ = belated_terminator_ || owes_terminator_; }
  /// Adds the terminator that is owed, if one is.
  void add_late_terminator();
  /// Whether a terminator has come late; asked once for each.
  [[nodiscard]] bool take_belated_terminator() noexcept;

  /// Keeps the body if the response is sent twice.
  void keep_body(const body& content);
  /// Changes the piece of the body after `mark`. `last`: it ends the body. `content` is where further pieces come from,
  /// `octets` is how many went before, and `full_at` is the size of the output that is enough. Returns whether the body
  /// ends with this piece now.
  [[nodiscard]] bool change_piece(std::size_t mark, bool last, body& content, std::uint64_t& octets,
                                  std::size_t full_at);

  /// Whether the whole response goes out again.
  [[nodiscard]] bool repeats_response() const noexcept;
  /// Whether the status line goes out again after the response.
  [[nodiscard]] bool repeats_status() const noexcept;
  /// Puts the status line into the output once more, and returns where it begins.
  [[nodiscard]] std::size_t repeat_status();
  /// The body that was kept.
  [[nodiscard]] body take_body() noexcept;
  /// The response is complete: what comes after it, and how the connection ends.
  void finish();

 private:
  [[nodiscard]] bool break_piece(std::size_t mark, std::size_t terminator, std::uint64_t& octets);
  void change_middle(std::size_t mark);
  void hold_back(std::size_t from);

  std::string& out_;
  const response_plan* plan_ = nullptr;
  std::string repeated_;   ///< the status line, if the plan wants it twice
  body repeated_body_;     ///< what came after it, if the plan wants that twice
  std::string held_back_;  ///< what comes after the pause
  std::optional<net::duration> pause_;
  std::optional<net::close_kind> ending_;
  bool suppressed_ = false;
  bool middle_done_ = false;  ///< what the plan puts into the middle of a body is out
  bool stalled_ = false;      ///< the plan's pause has been
  bool belated_terminator_ = false;
  bool owes_terminator_ = false;  ///< of a response before: it follows the next status line
};

}  // namespace pop3kit::serving
