#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::serving {

/// Appends a date, in seconds since 1970, in the format of RFC 5322 section 3.3 and in UTC: "Mon, 01 Jan 2024 09:00:00
/// +0000". It has 31 octets for all years from 1000 to 9999.
void append_date(std::string& out, std::int64_t seconds);

/// The earliest date of generated mail. It does not depend on the clock, so that every run makes the same mail.
inline constexpr std::int64_t first_mail_date = 1'704'099'600;  // 2024-01-01 09:00:00 UTC

/// Appends "name: value" and CRLF, folded at 78 columns if it has white space (RFC 5322 section 2.2.3). A value that is
/// not ASCII becomes encoded-words (RFC 2047).
void append_unstructured_field(std::string& out, std::string_view name, std::string_view value);

/// Appends a field with addresses. Only display names are encoded, and quoted if necessary.
void append_address_field(std::string& out, std::string_view name, const std::vector<std::string>& addresses);

/// Returns a parameter such as `; filename="a.txt"`, in the format of RFC 2231 if the value is not ASCII.
[[nodiscard]] std::string parameter(std::string_view name, std::string_view value);

}  // namespace pop3kit::serving
