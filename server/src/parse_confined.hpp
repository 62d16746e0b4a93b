#pragma once

#include <filesystem>
#include <pop3kit/result.hpp>
#include <pop3kit/scenario.hpp>
#include <string>
#include <string_view>

namespace pop3kit::serving {

/// As scenario::parse(), for text from a client of a running server: it can only name files within `home`. Paths in it
/// are relative to `directory`, which is relative to `home` and must be within it as well.
[[nodiscard]] result<scenario> parse_confined(std::string_view text, const std::string& name,
                                              const std::filesystem::path& home,
                                              const std::filesystem::path& directory);

}  // namespace pop3kit::serving
