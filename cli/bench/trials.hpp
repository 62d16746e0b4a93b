#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pop3kit::command {

/// A number of connections to try; nothing stands for `automatic`.
using connection_choice = std::optional<std::size_t>;

/// "1,2,5,10" or "1,5,automatic". Throws command_error (2).
[[nodiscard]] std::vector<connection_choice> parse_choices(const std::string& text);
[[nodiscard]] std::string name_of(const connection_choice& choice);

/// What the runs with one choice took.
struct trial {
  explicit trial(connection_choice tried) : choice(tried) {}
  connection_choice choice;
  std::vector<double> seconds;  ///< of each round
  std::size_t opened = 0;       ///< the most connections that a run held
  std::size_t refused = 0;      ///< connections that the server refused or lost, all rounds together
  std::size_t failed = 0;       ///< runs that came to no end, and have no time

  [[nodiscard]] bool measured() const noexcept { return !seconds.empty(); }
  /// These three need a run that was measured.
  [[nodiscard]] double median() const;
  [[nodiscard]] double fastest() const;
  [[nodiscard]] double slowest() const;
};

/// What was measured.
struct trial_report {
  trial_report() = default;
  bool whole_messages = false;
  bool changed = false;      ///< another number of messages from one run to the next
  bool interrupted = false;  ///< by a signal, before all rounds were made
  std::size_t rounds = 0;    ///< those that were begun
  std::uint64_t messages = 0;
  std::uint64_t octets = 0;
  std::vector<trial> trials;

  [[nodiscard]] bool measured() const noexcept;
  /// How many times as fast as the first choice that was measured.
  [[nodiscard]] double speed_of(const trial& one) const;
  /// The fewest connections that come within a tenth of the fastest: what more would gain is less than what it costs
  /// the server. A choice that was never carried out in full counts by the connections that it opened. Null if the
  /// maildrop was empty or nothing was measured: there is nothing to conclude from then.
  [[nodiscard]] const trial* recommended() const;
};

}  // namespace pop3kit::command
