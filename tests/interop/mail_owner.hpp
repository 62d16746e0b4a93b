#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace pop3kit::interop {

/// The owner of the mail of the servers. The servers never open mail as root: if the tests run as root, a system user
/// owns it, otherwise the user who runs the tests.
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
