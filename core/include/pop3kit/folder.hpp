#pragma once

#include <filesystem>
#include <pop3kit/result.hpp>

namespace pop3kit {

/// Creates a folder, and those above it, unless they exist. New folders are accessible to their owner only (mode 0700),
/// and durable: the folder above each of them is synced. A symbolic link to a folder counts as the folder, and one that
/// leads nowhere creates the folder that it names. Blocks.
/// errc::file_unwritable names the folder and the system's reason.
[[nodiscard]] result<> make_folder(const std::filesystem::path& folder);

/// Syncs a folder, so that files that were created, renamed or removed in it stay so after a power failure. Blocks. A
/// file system that cannot sync folders is no error. errc::file_unwritable names the folder and the system's reason.
[[nodiscard]] result<> sync_folder(const std::filesystem::path& folder);

/// The name that symbolic links lead to, whether or not something exists there: `file` itself if it is no link, the
/// target of the last link otherwise. Blocks. errc::file_unwritable, with ELOOP as the reason, if the links lead in a
/// circle.
[[nodiscard]] result<std::filesystem::path> followed_links(std::filesystem::path file);

/// The folder that a name is in: "." for a name alone.
[[nodiscard]] std::filesystem::path folder_of(const std::filesystem::path& file);

}  // namespace pop3kit
