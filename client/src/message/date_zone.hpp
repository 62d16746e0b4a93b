#pragma once

#include <optional>

#include "message/date_tokens.hpp"

namespace pop3kit::engine {

struct date_zone {
  int minutes = 0;     ///< east of UTC
  bool known = false;  ///< false: the time is UTC, and the offset of the sender is unknown
};

/// Takes the zone of a date off `tokens` (RFC 5322 sections 3.3 and 4.3). Nothing if it is no zone, or one that cannot
/// be read without doubt.
[[nodiscard]] std::optional<date_zone> take_zone(date_tokens& tokens);

}  // namespace pop3kit::engine
