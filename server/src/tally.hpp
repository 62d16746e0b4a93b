#pragma once

#include <cstdint>
#include <mutex>
#include <pop3kit/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "description.hpp"

namespace pop3kit::serving {

/// Keeps count of what the expectations ask, as it happens, so that the verdict needs no journal. Written on the
/// service's executor, read from any thread.
class tally {
 public:
  /// How far each order expectation has come on one connection; empty until the first command.
  using progress = std::vector<std::uint32_t>;

  explicit tally(const scenario::description& what);

  /// `keyword` in upper case.
  void command(std::uint64_t connection, std::string_view keyword, std::string_view argument, progress& reached);
  void rule_fired(std::size_t index);
  void hook_failed(std::string traceback);

  /// errc::script_failed if a hook raised; errc::expectation_failed with every difference, a line each; then the rules
  /// that never fired, which alone fail nothing.
  [[nodiscard]] result<> verdict() const;
  /// "file:line: RETR", in the scenario's order.
  [[nodiscard]] std::vector<std::string> unfired_rules() const;

 private:
  struct count_state {
    count_state() = default;
    const count_expectation* wanted = nullptr;
    std::uint64_t seen = 0;
    std::vector<std::string> near_misses;  ///< a few commands that were almost it
  };
  struct order_state {
    const order_expectation* wanted = nullptr;
    std::uint32_t best = 0;
    std::uint64_t best_connection = 0;
  };

  static void count(count_state& state, std::uint64_t connection, std::string_view keyword, std::string_view argument);
  [[nodiscard]] std::string differences() const;

  mutable std::mutex guard_;
  const scenario::description& what_;
  std::vector<count_state> counts_;
  std::vector<order_state> orders_;
  std::vector<std::uint64_t> fired_;
  std::vector<std::string> tracebacks_;
};

/// "file:line: " or nothing where the place is unknown.
[[nodiscard]] std::string to_prefix(const place& where);

}  // namespace pop3kit::serving
