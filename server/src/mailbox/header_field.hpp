#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::serving {

/// Appends "name: value" and CRLF, folded at 78 columns where there is white space (RFC 5322 section 2.2.3); a value
/// that is not ASCII becomes encoded-words (RFC 2047).
void append_unstructured_field(std::string& out, std::string_view name, std::string_view value);

/// The same for addresses: only display names are encoded, and quoted where they need it.
void append_address_field(std::string& out, std::string_view name, const std::vector<std::string>& addresses);

/// A parameter such as `; filename="a.txt"`, as RFC 2231 has it where the value is not ASCII.
[[nodiscard]] std::string parameter(std::string_view name, std::string_view value);

}  // namespace pop3kit::serving
