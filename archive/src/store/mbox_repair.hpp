#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <pop3kit/file_system.hpp>
#include <pop3kit/result.hpp>
#include <string>
#include <vector>

#include "store/mbox_record.hpp"

namespace pop3kit::archiving {

/// Where a message of an archive is in an mbox.
struct mbox_place {
  mbox_record record;
  std::uint64_t line = 0;  ///< where its From line begins
  std::uint64_t body = 0;  ///< where the octets after it begin
};

/// Returns the messages of an archive in an mbox, by the names of their deliveries. Reads the whole file. A message
/// that is torn is among them: see is_whole().
[[nodiscard]] result<std::map<std::string, mbox_place>> find_records(const std::filesystem::path& mbox,
                                                                     open_file& file);

/// Returns true if the octets of a message are there and have the digest of its From line, and a blank line follows.
[[nodiscard]] result<bool> is_whole(const std::filesystem::path& mbox, open_file& file, const mbox_place& place);

/// Removes what a killed run has appended in part, after `length` octets. Keeps whole messages that follow each other.
///
/// Fails with errc::archive_unusable, and changes nothing, if another program has appended a message after a torn one.
[[nodiscard]] result<> repair_tail(const std::filesystem::path& mbox, open_file& file, std::uint64_t length);

}  // namespace pop3kit::archiving
