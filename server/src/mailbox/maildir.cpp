#include "mailbox/maildir.hpp"

#include <algorithm>
#include <boost/system/errc.hpp>

namespace pop3kit::serving {

outcome<std::vector<std::filesystem::path>> list_maildir(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  bool is_maildir = false;
  for (const auto* folder : {"cur", "new"}) {
    std::error_code error;
    std::filesystem::directory_iterator entry{directory / folder, error};
    if (error) continue;
    is_maildir = true;
    while (entry != std::filesystem::directory_iterator{}) {
      const auto& path = entry->path();
      if (!path.filename().native().starts_with('.') && entry->is_regular_file(error)) files.push_back(path);
      entry.increment(error);
      if (error) return boost::system::error_code{error.value(), boost::system::generic_category()};
    }
  }
  if (!is_maildir) return make_error_code(boost::system::errc::not_a_directory);
  std::ranges::sort(files, {}, [](const std::filesystem::path& path) { return path.filename().native(); });
  return files;
}

}  // namespace pop3kit::serving
