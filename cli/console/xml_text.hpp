#pragma once

#include <string>
#include <string_view>

namespace pop3kit::command {

/// Text as it may stand in XML 1.0, in an attribute too: markup escaped; control characters, which it cannot say, are
/// '?'.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace pop3kit::command
