#pragma once

#include <optional>
#include <pop3kit/header_collection.hpp>
#include <string>
#include <string_view>

namespace pop3kit::engine {

/// A Date field as text and as a point in time.
struct date_value {
  std::string rfc3339;
  mail_date parsed;
};

/// Reads the value of a Date field.
///
/// The text is RFC 3339 with the offset of the field ("2026-11-22T10:00:00+01:00"). The offset is "-00:00" if the time
/// is UTC and the sender's offset is unknown (RFC 3339 section 4.3): for "-0000", military zones, and names that RFC
/// 5322 section 4.3 does not define.
///
/// Accepts the forms of RFC 5322 sections 3.3 and 4.3, and other common forms with only one meaning. Returns nothing if
/// the value has another form, has no zone, or names a time that does not exist. The day of the week is ignored, even
/// if it is wrong. Second 60 is a leap second, which exists only at the end of June and December in UTC. Takes linear
/// time.
[[nodiscard]] std::optional<date_value> read_date(std::string_view value);

}  // namespace pop3kit::engine
