#pragma once

#include <filesystem>
#include <pop3kit/file_system.hpp>
#include <pop3kit/result.hpp>

namespace pop3kit {

/// Creates a folder and its parents, unless they exist.
///
/// New folders are accessible to their owner only (mode 0700) and durable: the parent of each is synced. A symbolic
/// link to a folder counts as the folder. A symbolic link to a name that does not exist creates a folder of that name.
/// Blocks. Errors: errc::file_unwritable; failure::detail() names the folder and the system's reason.
[[nodiscard]] result<> make_folder(const std::filesystem::path& folder);
/// Creates a folder and its parents in a file system, unless they exist, as make_folder() for this machine does. Does
/// not follow symbolic links in a file system that is not native.
[[nodiscard]] result<> make_folder(const std::filesystem::path& folder, file_system& files);

/// Syncs a folder, so that files that were created, renamed or removed in it stay so after a power failure.
///
/// Succeeds without effect on a file system that cannot sync folders. Blocks. Errors: errc::file_unwritable;
/// failure::detail() names the folder and the system's reason.
[[nodiscard]] result<> sync_folder(const std::filesystem::path& folder, file_system& files = native_file_system());

/// Follows the symbolic links from a name to the name that they lead to, whether or not something exists there.
///
/// Returns `file` itself if it is not a link, and the target of the last link otherwise. Blocks. Errors:
/// errc::file_unwritable; the reason is ELOOP if the links form a circle.
[[nodiscard]] result<std::filesystem::path> followed_links(std::filesystem::path file);

/// Returns the folder part of a file name; "." if the name has none.
[[nodiscard]] std::filesystem::path folder_of(const std::filesystem::path& file);

}  // namespace pop3kit
