#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pop3kit::command {

/// A number of connections to try; no value means `automatic`.
using connection_choice = std::optional<std::size_t>;

/// Parses "1,2,5,10" or "1,5,automatic". Throws command_error (2).
[[nodiscard]] std::vector<connection_choice> parse_choices(const std::string& text);
[[nodiscard]] std::string name_of(const connection_choice& choice);

/// The runs with one number of connections.
struct trial {
  explicit trial(connection_choice tried) : choice(tried) {}
  connection_choice choice;
  std::vector<double> seconds;  ///< of each round
  std::size_t opened = 0;       ///< the most connections that a run had
  std::size_t refused = 0;      ///< connections that the server refused or lost, all rounds together
  std::size_t failed = 0;       ///< runs that failed, and have no time

  [[nodiscard]] bool measured() const noexcept { return !seconds.empty(); }
  /// Of the runs that were measured: there must be one.
  [[nodiscard]] double median() const;
  [[nodiscard]] double fastest() const;
  [[nodiscard]] double slowest() const;
};

/// What was measured, for each number of connections.
struct trial_report {
  trial_report() = default;
  bool whole_messages = false;
  bool changed = false;      ///< the number of messages was not the same in all runs
  bool interrupted = false;  ///< by a signal, before all rounds were made
  std::size_t rounds = 0;    ///< rounds that were begun
  std::uint64_t messages = 0;
  std::uint64_t octets = 0;
  std::vector<trial> trials;

  [[nodiscard]] bool measured() const noexcept;
  /// Returns how many times as fast as the first choice that was measured.
  [[nodiscard]] double speed_of(const trial& one) const;
  /// Returns the choice with the fewest connections that is at most a tenth slower than the fastest: more connections
  /// would cost the server more than they gain. If not all connections of a choice could be opened, those that were
  /// count. Null if the maildrop was empty or nothing was measured.
  [[nodiscard]] const trial* recommended() const;
};

/// Returns a table, and one sentence that says what follows from it.
[[nodiscard]] std::string bench_table(const trial_report& report);
[[nodiscard]] std::string bench_json(const trial_report& report);

}  // namespace pop3kit::command
