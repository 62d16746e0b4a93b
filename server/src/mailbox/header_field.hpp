#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::serving {

/// Seconds since 1970 as RFC 5322 section 3.3 writes a date, in UTC: "Mon, 01 Jan 2024 09:00:00 +0000". Always 31
/// octets for the years 1000 to 9999.
void append_date(std::string& out, std::int64_t seconds);

/// Where made mail begins in time; no clock is asked, so that every run makes the same.
inline constexpr std::int64_t first_mail_date = 1'704'099'600;  // 2024-01-01 09:00:00 UTC

/// Appends "name: value" and CRLF, folded at 78 columns where there is white space (RFC 5322 section 2.2.3); a value
/// that is not ASCII becomes encoded-words (RFC 2047).
void append_unstructured_field(std::string& out, std::string_view name, std::string_view value);

/// The same for addresses: only display names are encoded, and quoted where they need it.
void append_address_field(std::string& out, std::string_view name, const std::vector<std::string>& addresses);

/// A parameter such as `; filename="a.txt"`, as RFC 2231 has it where the value is not ASCII.
[[nodiscard]] std::string parameter(std::string_view name, std::string_view value);

}  // namespace pop3kit::serving
