#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>

namespace pop3kit::text {

enum class file_kinds : std::uint8_t {
  any,      ///< FIFOs and devices too: opening and reading may block
  regular,  ///< regular files only; never blocks
};

inline constexpr std::uint64_t any_size = std::numeric_limits<std::uint64_t>::max();

/// Reads a whole file. Follows symbolic links. Errors: the system's code; std::errc::file_too_large if the file has
/// more than `most_octets`; std::errc::operation_not_supported if its kind is not allowed.
[[nodiscard]] boost::system::result<std::string> read_file(const std::filesystem::path& file, std::uint64_t most_octets,
                                                           file_kinds allowed);

}  // namespace pop3kit::text
