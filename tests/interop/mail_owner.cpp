#include "mail_owner.hpp"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <system_error>

namespace pop3kit::interop {

// Servers are started by several threads at once, so each asks with room of its own.
mail_owner::mail_owner() {
  std::array<char, 4096> room{};
  passwd entry{};
  passwd* found = nullptr;
  if (::geteuid() == 0) {
    ::getpwnam_r("mail", &entry, room.data(), room.size(), &found);
  } else {
    ::getpwuid_r(::geteuid(), &entry, room.data(), room.size(), &found);
  }
  if (found == nullptr) throw std::runtime_error("no user to own the mail");
  name = found->pw_name;
  user = found->pw_uid;
  group = found->pw_gid;
  ::group group_entry{};
  ::group* known = nullptr;
  ::getgrgid_r(group, &group_entry, room.data(), room.size(), &known);
  if (known == nullptr) throw std::runtime_error("no group to own the mail");
  group_name = known->gr_name;
}

void mail_owner::take(const std::filesystem::path& folder) const {
  if (::geteuid() != 0) return;
  const auto hand_over = [this](const std::filesystem::path& which) {
    if (::lchown(which.c_str(), user, group) != 0) throw std::system_error(errno, std::generic_category(), which);
  };
  hand_over(folder);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) hand_over(entry.path());
}

}  // namespace pop3kit::interop
