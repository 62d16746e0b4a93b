#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "wire/outcome.hpp"

namespace pop3kit::serving {

enum class file_kinds : std::uint8_t {
  any,      ///< pipes and devices as well: reading may wait
  regular,  ///< never waits
};

/// Reads the whole file. Errors: the system's code, std::errc::file_too_large beyond `max_octets`,
/// std::errc::operation_not_supported for a kind of file that is not allowed.
[[nodiscard]] outcome<std::string> read_file(const std::filesystem::path& file, std::uint64_t max_octets,
                                             file_kinds allowed);

}  // namespace pop3kit::serving
