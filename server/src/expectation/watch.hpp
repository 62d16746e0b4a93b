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
  std::string_view shown = {};  ///< the line of a command, secrets masked; empty for events
};

/// One expectation, followed as things happen. Its memory is bounded whatever the client does.
class watch {
 public:
  watch() = default;
  watch(const watch&) = delete;
  watch& operator=(const watch&) = delete;
  virtual ~watch() = default;

  virtual void happened(const occurrence& what) = 0;
  /// The server owes this connection nothing more and waits for its next command. Returns when now() must be told.
  [[nodiscard]] virtual net::time_point waits(std::uint64_t /*connection*/, net::time_point /*since*/) {
    return net::time_point::max();
  }
  /// Returns when it must be told again.
  [[nodiscard]] virtual net::time_point now(net::time_point /*moment*/) { return net::time_point::max(); }

  /// For certain, whatever comes. Asked after each command, so it must be cheap.
  [[nodiscard]] virtual bool failed() const noexcept = 0;
  [[nodiscard]] virtual expectation_state state() const = 0;
  [[nodiscard]] virtual const source_line& where() const = 0;
  /// "DELE 3 exactly once".
  [[nodiscard]] virtual std::string wanted() const = 0;
  /// What came instead, with what came nearest; for a watch that is not met.
  [[nodiscard]] virtual std::string found() const = 0;
};

}  // namespace pop3kit::serving
