#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::engine {

/// The value of a Date field as RFC 3339 with the offset that was written ("2026-11-22T10:00:00+01:00"). An unknown
/// zone counts as +00:00 (RFC 5322 section 4.3), a leap second as the second before it. Nothing if it is no date.
[[nodiscard]] std::optional<std::string> to_rfc3339(std::string_view value);

}  // namespace pop3kit::engine
