#include <cerrno>
#include <pop3kit/folder.hpp>
#include <string>
#include <system_error>

namespace pop3kit {
namespace {

failure unwritable(const std::filesystem::path& folder, int number) {
  return {errc::file_unwritable, folder.string() + ": " + std::generic_category().message(number)};
}

/// In the file system of this machine, a link to a folder counts as the folder.
bool is_folder(const std::filesystem::path& name, file_system& files) {
  file_kind kind = file_kind::none;
  if (files.kind_of(name, kind)) return false;
  std::error_code unknown;
  if (kind == file_kind::link && files.is_native()) return std::filesystem::is_directory(name, unknown);
  return kind == file_kind::folder;
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
  return make_folder(folder, native_file_system());
}

result<> make_folder(const std::filesystem::path& folder, file_system& files) {
  if (folder.empty()) return unwritable(folder, ENOENT);
  std::filesystem::path made;
  for (const std::filesystem::path& each : folder) {
    made /= each;
    if (is_folder(made, files)) continue;
    if (files.is_native()) {
      result<std::filesystem::path> followed = followed_links(made);
      if (!followed) return followed.error();
      made = std::move(*followed);
    }
    const std::error_code failed = files.make_folder(made);
    const bool exists = failed == std::errc::file_exists;
    if (exists && !is_folder(made, files)) return unwritable(made, ENOTDIR);
    if (failed && !exists) return unwritable(made, failed.value());
    const result<> synced = sync_folder(folder_of(made), files);
    if (!synced) return synced;
  }
  return {};
}

result<> sync_folder(const std::filesystem::path& folder, file_system& files) {
  const std::error_code failed = files.sync_folder(folder);
  return failed ? result<>(unwritable(folder, failed.value())) : result<>();
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

}  // namespace pop3kit
