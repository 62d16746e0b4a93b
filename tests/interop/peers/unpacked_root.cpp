#include "unpacked_root.hpp"

#include <stdexcept>

#include "interop/child_process.hpp"

namespace pop3kit::interop {

unpacked_root::unpacked_root(const std::string& name) {
  // Another process copies: a program that is open for writing here when a thread forks could not be run. Links are
  // quicker, if both are on one file system.
  const std::string copying = R"(cp -al "$1/." "$2" 2>/dev/null || cp -a "$1/." "$2")";
  const auto done = run({"/bin/sh", "-c", copying, "sh", POP3KIT_PEERS "/" + name, folder_.path().string()});
  if (done.status != 0) throw std::runtime_error("no copy of " + name);
}

std::filesystem::path unpacked_root::path(const std::string& inside) const {
  return folder_.path() / inside.substr(1);
}

std::filesystem::path unpacked_root::write(const std::string& inside, std::string_view octets) const {
  return folder_.write(inside.substr(1), octets);
}

void unpacked_root::make_folder(const std::string& inside) const {
  std::filesystem::create_directories(path(inside));
}

std::vector<std::string> unpacked_root::running(const std::vector<std::string>& command) const {
  std::vector<std::string> whole{"/usr/sbin/chroot", folder_.path().string()};
  whole.insert(whole.end(), command.begin(), command.end());
  return whole;
}

}  // namespace pop3kit::interop
