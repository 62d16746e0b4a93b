#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::serving {

[[nodiscard]] std::string to_base64(std::string_view octets);
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace pop3kit::serving
