#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pop3kit {

/// Whether an expectation of a scenario is met.
enum class expectation_state {
  open,   ///< not met yet; what is missing may still come
  met,    ///< met so far; something that must not happen may still happen
  failed  ///< failed, and nothing that comes later can change that
};

/// Returns "open", "met" or "failed".
[[nodiscard]] const char* to_string(expectation_state state) noexcept;

/// The state of one expectation at the time of the report.
struct expectation_report {
  /// Makes an empty report.
  expectation_report() = default;
  std::string where;   ///< "file:line"; for scenario::parse() the file is its argument `name`
  std::string wanted;  ///< what the client must do, in words
  expectation_state state = expectation_state::open;  ///< whether the client did it
  std::string difference;  ///< what is wanted and what happened, with the nearest commands; empty if met
};

/// The verdict on a client in detail. A snapshot: it does not change when the server goes on.
struct server_report {
  /// Makes an empty report, which is good().
  server_report() = default;
  std::string title;                             ///< the title of the scenario
  std::uint64_t seed = 0;                        ///< the seed in use
  std::vector<expectation_report> expectations;  ///< in the order of the scenario
  std::vector<std::string> script_errors;  ///< tracebacks of hooks that failed; at most 20, the others are left out
  /// The rules that never took effect, as "file:line: VERB", or as "file:line: 'name' (VERB)" if the rule has a name.
  std::vector<std::string> unfired_rules;
  bool strict = false;  ///< whether `unfired_rules` must be empty: server_options::strict

  /// Returns true if no script failed, every expectation is met, and, if the report is strict, every rule has fired.
  [[nodiscard]] bool good() const noexcept;
  /// Returns true if there is nothing to wait for: the report is good, a script failed, or an expectation failed.
  [[nodiscard]] bool settled() const noexcept;
};

}  // namespace pop3kit
