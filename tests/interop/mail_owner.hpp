#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace pop3kit::interop {

/// Who owns the mail of the servers. They never open mail as root, so there a system user does; anybody else uses only
/// what is theirs.
struct mail_owner {
  mail_owner();
  std::string name;
  std::string group_name;
  uid_t user = 0;
  gid_t group = 0;

  /// Hands over a folder with all that is in it; only root has to.
  void take(const std::filesystem::path& folder) const;
};

}  // namespace pop3kit::interop
