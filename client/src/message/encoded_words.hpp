#pragma once

#include <string>
#include <string_view>

namespace pop3kit::engine {

/// The unfolded value of a field as UTF-8, encoded words decoded (RFC 2047), inside quoted strings and glued to other
/// text as well, as mailers write them. Adjacent words of one charset are converted together, since mailers split them
/// in the middle of characters. Raw octets beyond ASCII: see append_undeclared. No line end and no NUL comes out of it.
[[nodiscard]] std::string decode_text(std::string value, std::string_view declared_charset = {});

}  // namespace pop3kit::engine
