#pragma once

#include <cstdint>
#include <string>

namespace pop3kit::serving {

/// Seconds since 1970 as RFC 5322 section 3.3 writes a date, in UTC: "Mon, 01 Jan 2024 09:00:00 +0000". Always 31
/// octets for the years 1000 to 9999.
void append_date(std::string& out, std::int64_t seconds);

/// Where made mail begins in time; no clock is asked, so that every run makes the same.
inline constexpr std::int64_t first_mail_date = 1'704'099'600;  // 2024-01-01 09:00:00 UTC

}  // namespace pop3kit::serving
