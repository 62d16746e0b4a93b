#pragma once

#include <optional>

#include "message/date_tokens.hpp"

namespace pop3kit::engine {

struct date_zone {
  int minutes = 0;     ///< minutes east of UTC
  bool known = false;  ///< false: the time is UTC, and the offset of the sender is unknown
};

/// Takes the zone of a date from `tokens` (RFC 5322 sections 3.3 and 4.3). Returns nothing if it is not a zone, or if
/// its meaning is not certain.
[[nodiscard]] std::optional<date_zone> take_zone(date_tokens& tokens);

}  // namespace pop3kit::engine
