#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pop3kit {

enum class expectation_state {
  open,   ///< not met yet: what is missing may still come
  met,    ///< as things stand; what must not happen may still happen
  failed  ///< for certain, whatever comes
};

/// "open", "met", "failed".
[[nodiscard]] const char* to_string(expectation_state state) noexcept;

/// One expectation of a scenario, as things stand.
struct expectation_report {
  expectation_report() = default;
  std::string where;  ///< "file:line"; for scenario::parse() the `name` that it was given is the file
  std::string wanted;
  expectation_state state = expectation_state::open;
  std::string difference;  ///< the whole sentence, nearest misses included; empty where it is met
};

/// The verdict on what a client did, in full. A snapshot: nothing in it changes.
struct server_report {
  server_report() = default;
  std::string title;                             ///< of the scenario
  std::uint64_t seed = 0;                        ///< that was in force
  std::vector<expectation_report> expectations;  ///< in the scenario's order
  std::vector<std::string> script_errors;        ///< hooks that raised, with their tracebacks
  std::vector<std::string> unfired_rules;        ///< "file:line: VERB"; they alone fail nothing

  /// No script error and every expectation met.
  [[nodiscard]] bool good() const noexcept;
  /// Good as things stand, or bad whatever comes.
  [[nodiscard]] bool settled() const noexcept;
};

}  // namespace pop3kit
