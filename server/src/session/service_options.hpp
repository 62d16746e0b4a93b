#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <pop3kit/journal.hpp>

#include "net/time/clock.hpp"

namespace pop3kit::serving {

/// Options that a scenario does not contain. The defaults conform to the RFCs.
struct service_options {
  service_options() = default;
  std::optional<std::uint64_t> seed;                    ///< overrides the scenario's seed
  std::size_t journal_entries = 1'000'000;              ///< the oldest entries beyond this number are dropped
  bool strict = false;                                  ///< a rule that never fired fails the verdict
  net::duration autologout = std::chrono::minutes(10);  ///< RFC 1939 section 3: at least 10 minutes
  net::duration handshake_limit = std::chrono::minutes(1);
  net::duration linger = std::chrono::seconds(2);  ///< how long to read after the last reply, so that the reply arrives
  std::function<void(const journal_entry&)> on_event;  ///< called on the executor with each journal entry
};

}  // namespace pop3kit::serving
