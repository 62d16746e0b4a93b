#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "response/body.hpp"
#include "response/response_plan.hpp"

namespace pop3kit::serving {

/// Applies a plan to one response while its octets are added to the output, and keeps what is still owed of the
/// previous response. Without a plan, each function costs one comparison.
class planned_response {
 public:
  /// `out` is the output to which responses are added. It must outlive this object.
  explicit planned_response(std::string& out) noexcept : out_(out) {}

  /// Begins the response to one command. `plan` may be null, and must live until the response is complete.
  void begin(const response_plan* plan) noexcept;
  [[nodiscard]] const response_plan* plan() const noexcept { return plan_; }
  /// Returns how the connection ends after the response, or nothing if it continues.
  [[nodiscard]] const std::optional<net::close_kind>& ending() const noexcept { return ending_; }
  /// Returns how long the response waits after the present output was written, or nothing if it does not wait.
  [[nodiscard]] const std::optional<net::duration>& pause() const noexcept { return pause_; }
  /// Ends the pause: adds to the output what was held back.
  void resume();
  /// Forgets what was held back.
  void drop() noexcept;

  /// Returns true if challenges are not sent at all.
  [[nodiscard]] bool silences_challenge() const noexcept;
  /// Changes the challenge after `mark`.
  void change_challenge(std::size_t mark);

  /// Changes the status line after `mark`. Returns true if it never ends, so that the rest of it is the body.
  [[nodiscard]] bool change_status(std::size_t mark);
  /// Cuts the response in the status line after `mark`, or holds back the rest of the line.
  void break_status(std::size_t mark);
  /// Returns true if the response has no body, although the command has one.
  [[nodiscard]] bool is_suppressed() const noexcept { return suppressed_; }

  /// Records that a status line came before the terminator that is owed.
  void note_late_terminator() noexcept { belated_terminator_ = belated_terminator_ || owes_terminator_; }
  /// Adds the terminator that is owed, if there is one.
  void add_late_terminator();
  /// Returns true once for each terminator that has come late.
  [[nodiscard]] bool take_belated_terminator() noexcept;

  /// Keeps the body if the response is sent twice.
  void keep_body(const body& content);
  /// Changes the piece of the body after `mark`. `last`: the piece ends the body. `content` produces further pieces,
  /// `octets` is the number of octets before the piece, and `full_at` is the output size at which to stop. Returns true
  /// if the body ends with this piece.
  [[nodiscard]] bool change_piece(std::size_t mark, bool last, body& content, std::uint64_t& octets,
                                  std::size_t full_at);

  /// Returns true if the whole response is sent again.
  [[nodiscard]] bool repeats_response() const noexcept;
  /// Returns true if the status line is sent again after the response.
  [[nodiscard]] bool repeats_status() const noexcept;
  /// Adds the status line to the output again, and returns where it begins.
  [[nodiscard]] std::size_t repeat_status();
  /// Returns the body that was kept.
  [[nodiscard]] body take_body() noexcept;
  /// Completes the response: adds what comes after it, and decides how the connection ends.
  void finish();

 private:
  [[nodiscard]] bool break_piece(std::size_t mark, std::size_t terminator, std::uint64_t& octets);
  void change_middle(std::size_t mark);
  void hold_back(std::size_t from);

  std::string& out_;
  const response_plan* plan_ = nullptr;
  std::string repeated_;   ///< the status line, if the plan repeats it
  body repeated_body_;     ///< the body, if the plan repeats the response
  std::string held_back_;  ///< octets to send after the pause
  std::optional<net::duration> pause_;
  std::optional<net::close_kind> ending_;
  bool suppressed_ = false;
  bool middle_done_ = false;  ///< the insertion in the middle of the body is done
  bool stalled_ = false;      ///< the pause of the plan is over
  bool belated_terminator_ = false;
  bool owes_terminator_ = false;  ///< of the previous response; it follows the next status line
};

}  // namespace pop3kit::serving
