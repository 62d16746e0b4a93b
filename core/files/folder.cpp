#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <pop3kit/folder.hpp>
#include <string>
#include <system_error>

#include "files/sync_descriptor.hpp"

namespace pop3kit {
namespace {

constexpr mode_t folder_of_owner_only = 0700;

failure unwritable(const std::filesystem::path& folder, int number) {
  return {errc::file_unwritable, folder.string() + ": " + std::generic_category().message(number)};
}

bool is_folder(const std::filesystem::path& name) {
  std::error_code unknown;
  return std::filesystem::is_directory(name, unknown);
}

}  // namespace

result<std::filesystem::path> followed_links(std::filesystem::path file) {
  constexpr int most_links = 40;  // as many as Linux follows
  std::error_code failed;
  for (int followed = 0; std::filesystem::is_symlink(file, failed); ++followed) {
    if (followed == most_links) return unwritable(file, ELOOP);
    const std::filesystem::path target = std::filesystem::read_symlink(file, failed);
    if (failed) return unwritable(file, failed.value());
    file = file.parent_path() / target;
  }
  return file;
}

result<> make_folder(const std::filesystem::path& folder) {
  if (folder.empty()) return unwritable(folder, ENOENT);
  std::filesystem::path made;
  for (const std::filesystem::path& each : folder) {
    made /= each;
    if (is_folder(made)) continue;
    result<std::filesystem::path> followed = followed_links(made);
    if (!followed) return followed.error();
    made = std::move(*followed);
    const int number = ::mkdir(made.c_str(), folder_of_owner_only) == 0 ? 0 : errno;
    if (number == EEXIST && !is_folder(made)) return unwritable(made, ENOTDIR);
    if (number != 0 && number != EEXIST) return unwritable(made, number);
    const result<> synced = sync_folder(folder_of(made));
    if (!synced) return synced;
  }
  return {};
}

result<> sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return unwritable(folder, errno);
  const int failed = sync_descriptor(descriptor);
  ::close(descriptor);
  return failed == 0 ? result<>() : unwritable(folder, failed);
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

}  // namespace pop3kit
