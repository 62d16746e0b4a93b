#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "interop/scratch_folder.hpp"

namespace pop3kit::interop {

/// A root directory of a server's own, for servers whose paths are built in: what was unpacked for it, and the files of
/// this instance beside it. Only root may change the root directory of a process.
class unpacked_root {
 public:
  /// `name` as tools/unpack_peers.sh knows it.
  explicit unpacked_root(const std::string& name);

  /// Where `inside`, a path within, is seen from outside.
  [[nodiscard]] std::filesystem::path path(const std::string& inside = "/") const;
  std::filesystem::path write(const std::string& inside, std::string_view octets) const;
  void make_folder(const std::string& inside) const;
  /// The command that runs `command` within.
  [[nodiscard]] std::vector<std::string> running(const std::vector<std::string>& command) const;

 private:
  scratch_folder folder_;
};

}  // namespace pop3kit::interop
