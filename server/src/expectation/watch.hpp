#pragma once

#include <cstdint>
#include <pop3kit/server_report.hpp>
#include <string>
#include <string_view>

#include "net/time/clock.hpp"
#include "scenario/source_line.hpp"

namespace pop3kit::serving {

/// A command, or an event with its pseudo-verb.
struct occurrence {
  std::uint64_t connection = 0;
  std::string_view keyword;  ///< upper case
  std::string_view argument;
  std::string_view user;        ///< empty before login
  std::string_view shown = {};  ///< the line of a command, with secrets masked; empty for events
};

/// Follows one expectation during the run. Its memory is bounded, whatever the client sends.
class watch {
 public:
  watch() = default;
  watch(const watch&) = delete;
  watch& operator=(const watch&) = delete;
  virtual ~watch() = default;

  virtual void happened(const occurrence& what) = 0;
  /// The server has sent all responses to this connection and waits for its next command. Returns the time at which
  /// now() must be called.
  [[nodiscard]] virtual net::time_point waits(std::uint64_t /*connection*/, net::time_point /*since*/) {
    return net::time_point::max();
  }
  /// Returns the time at which it must be called again.
  [[nodiscard]] virtual net::time_point now(net::time_point /*moment*/) { return net::time_point::max(); }

  /// Returns true if the failure is certain, whatever comes later. Called after each command, so it must be fast.
  [[nodiscard]] virtual bool failed() const noexcept = 0;
  [[nodiscard]] virtual expectation_state state() const = 0;
  [[nodiscard]] virtual const source_line& where() const = 0;
  /// Returns what was expected: "DELE 3 exactly once".
  [[nodiscard]] virtual std::string wanted() const = 0;
  /// For an expectation that is not met: returns what came instead, and the nearest misses.
  [[nodiscard]] virtual std::string found() const = 0;
};

}  // namespace pop3kit::serving
