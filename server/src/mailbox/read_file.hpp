#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "wire/outcome.hpp"

namespace pop3kit::serving {

/// The whole file, or why not: the system's code, std::errc::file_too_large beyond `max_octets`.
[[nodiscard]] outcome<std::string> read_file(const std::filesystem::path& file, std::uint64_t max_octets);

}  // namespace pop3kit::serving
