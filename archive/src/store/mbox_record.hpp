#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::archiving {

/// How the From line of each message begins that an archive has appended to an mbox.
constexpr std::string_view own_from_line = "From pop3kit-";

/// What the From line of a message says: "From pop3kit-NAME-LENGTH-DIGEST DATE".
struct mbox_record {
  std::string name;          ///< of the delivery
  std::uint64_t length = 0;  ///< octets between the From line and the blank line that ends the message
  std::string digest;        ///< the first 16 hexadecimal digits of the SHA-256 of these octets
};

/// Number of digits in mbox_record::digest.
constexpr std::size_t digest_digits = 16;
/// No From line of an archive is longer.
constexpr std::size_t longest_from_line = 128;

[[nodiscard]] std::string write_from_line(const mbox_record& record, std::chrono::sys_seconds time);
/// Returns nothing if the line, without its line end, is not one of an archive.
[[nodiscard]] std::optional<mbox_record> read_from_line(std::string_view line);

}  // namespace pop3kit::archiving
