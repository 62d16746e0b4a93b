#pragma once

#include <unistd.h>

#include <cerrno>

namespace pop3kit {

/// Syncs a file or folder. Returns 0, or the value of errno. Ignores what cannot be synced, such as a FIFO, or a folder
/// on some file systems.
[[nodiscard]] inline int sync_descriptor(int number) noexcept {
  while (::fsync(number) != 0) {
    if (errno == EINTR) continue;
    const bool cannot_sync = errno == EINVAL || errno == ENOTSUP || errno == ENOSYS || errno == EROFS;
    return cannot_sync ? 0 : errno;
  }
  return 0;
}

}  // namespace pop3kit
