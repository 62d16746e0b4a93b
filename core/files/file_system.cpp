#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <optional>
#include <pop3kit/file_system.hpp>
#include <string>
#include <utility>

#include "files/native_file.hpp"
#include "files/sync_descriptor.hpp"

namespace pop3kit {
namespace {

constexpr mode_t for_owner_only = 0600;
constexpr mode_t folder_of_owner_only = 0700;
/// Up to this many files, one fsync() for each file is faster than one syncfs().
constexpr std::size_t few_files = 8;

std::error_code error_of(int number) {
  return {number, std::generic_category()};
}

/// Returns the error of a call that returned `outcome`.
std::error_code outcome_of(int outcome) {
  return error_of(outcome == 0 ? 0 : errno);
}

/// Starts writing to disk, so that the files of a group are written at the same time.
void start_sync(const open_file& file) noexcept {
  static_cast<void>(::sync_file_range(file.descriptor(), 0, 0, SYNC_FILE_RANGE_WRITE));
}

/// Returns the error of writing this file to disk since it was opened, if there was one. Does not write anything.
std::error_code check_written(const open_file& file) {
  return outcome_of(::sync_file_range(file.descriptor(), 0, 0, SYNC_FILE_RANGE_WAIT_BEFORE));
}

/// Returns the number of the file's file system. Returns nothing for a FIFO or device.
std::optional<std::uint64_t> device_of(const open_file& file) noexcept {
  struct stat found{};
  if (::fstat(file.descriptor(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
  return found.st_dev;
}

file_kind kind_of_mode(mode_t mode) noexcept {
  if (S_ISREG(mode)) return file_kind::regular;
  if (S_ISDIR(mode)) return file_kind::folder;
  return S_ISLNK(mode) ? file_kind::link : file_kind::other;
}

class machine_files final : public file_system {
 public:
  std::unique_ptr<open_file> create(const std::filesystem::path& name, std::error_code& failed) override {
    const int number = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, for_owner_only);
    failed = error_of(number < 0 ? errno : 0);
    return number < 0 ? nullptr : std::make_unique<native_file>(number);
  }
  std::unique_ptr<open_file> open(const std::filesystem::path& name, file_access access,
                                  std::error_code& failed) override {
    const int flags = access == file_access::write ? O_RDWR | O_APPEND : O_RDONLY;
    const int number = ::open(name.c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    failed = error_of(number < 0 ? errno : 0);
    if (number < 0) return nullptr;
    auto file = std::make_unique<native_file>(number);
    if (device_of(*file)) return file;
    failed = std::make_error_code(std::errc::invalid_argument);
    return nullptr;
  }
  std::error_code rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    return outcome_of(::rename(from.c_str(), to.c_str()));
  }
  /// Some file systems support only one of the two ways.
  std::error_code rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to) override {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
    if (errno != EINVAL && errno != ENOSYS) return error_of(errno);
    const std::error_code linked = link(from, to);
    return linked ? linked : remove(from);
  }
  std::error_code link(const std::filesystem::path& from, const std::filesystem::path& to) override {
    return outcome_of(::link(from.c_str(), to.c_str()));
  }
  std::error_code remove(const std::filesystem::path& name) noexcept override {
    return outcome_of(::unlink(name.c_str()));
  }
  std::error_code make_folder(const std::filesystem::path& name) override {
    return outcome_of(::mkdir(name.c_str(), folder_of_owner_only));
  }
  std::error_code sync_folder(const std::filesystem::path& name) override {
    const native_file folder{::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    return error_of(folder.descriptor() < 0 ? errno : sync_descriptor(folder.descriptor()));
  }
  std::error_code kind_of(const std::filesystem::path& name, file_kind& kind) override {
    struct stat found{};
    kind = file_kind::none;
    if (::lstat(name.c_str(), &found) != 0) return error_of(errno == ENOENT ? 0 : errno);
    kind = kind_of_mode(found.st_mode);
    return {};
  }
  std::error_code list(const std::filesystem::path& folder,
                       const std::function<void(std::string_view name)>& handler) override {
    const std::unique_ptr<DIR, int (*)(DIR*)> opened(::opendir(folder.c_str()), &::closedir);
    if (opened == nullptr) return error_of(errno);
    for (;;) {
      errno = 0;
      const dirent* const entry = ::readdir(opened.get());
      if (entry == nullptr) return error_of(errno);
      const std::string_view name(entry->d_name);
      if (name != "." && name != "..") handler(name);
    }
  }
  /// Each fsync() flushes the cache of the disk, so for many files one syncfs() for each file system is faster. After
  /// that, check_written() reports the files that could not be written.
  std::vector<std::error_code> sync_all(std::span<open_file* const> files) override {
    for (const open_file* each : files) start_sync(*each);
    std::map<std::uint64_t, bool> synced;
    std::vector<std::error_code> outcomes;
    outcomes.reserve(files.size());
    for (open_file* each : files) {
      bool done = false;
      if (const auto device = device_of(*each); device && files.size() > few_files) {
        const auto [found, is_new] = synced.try_emplace(*device, false);
        if (is_new) found->second = ::syncfs(each->descriptor()) == 0;
        done = found->second;
      }
      outcomes.push_back(done ? check_written(*each) : each->sync());
    }
    return outcomes;
  }
  [[nodiscard]] bool is_native() const noexcept override { return true; }
};

}  // namespace

native_file::~native_file() {
  if (number_ >= 0) ::close(number_);
}

std::error_code native_file::write(std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t written = ::write(number_, octets.data(), octets.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return error_of(errno);
    octets.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

std::error_code native_file::read(std::uint64_t offset, std::span<char> room, std::size_t& got) {
  got = 0;
  while (got < room.size()) {
    const ssize_t read = ::pread(number_, room.data() + got, room.size() - got, static_cast<off_t>(offset + got));
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) return error_of(errno);
    if (read == 0) return {};
    got += static_cast<std::size_t>(read);
  }
  return {};
}

std::error_code native_file::size(std::uint64_t& octets) {
  struct stat found{};
  if (::fstat(number_, &found) != 0) return error_of(errno);
  octets = static_cast<std::uint64_t>(found.st_size);
  return {};
}

std::error_code native_file::truncate(std::uint64_t octets) {
  return outcome_of(::ftruncate(number_, static_cast<off_t>(octets)));
}

std::error_code native_file::sync() {
  return error_of(sync_descriptor(number_));
}

std::error_code native_file::lock() {
  struct flock whole{};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  if (::fcntl(number_, F_OFD_SETLK, &whole) == 0) return {};
  const int number = errno;
  if (number == ENOLCK || number == ENOTSUP || number == EINVAL) return {};
  return error_of(number == EACCES || number == EINTR ? EAGAIN : number);
}

std::error_code native_file::close() {
  const int number = std::exchange(number_, -1);
  if (number < 0 || ::close(number) == 0 || errno == EINTR) return {};
  return error_of(errno);
}

std::vector<std::error_code> file_system::sync_all(std::span<open_file* const> files) {
  std::vector<std::error_code> outcomes;
  outcomes.reserve(files.size());
  for (open_file* each : files) outcomes.push_back(each->sync());
  return outcomes;
}

file_system& native_file_system() noexcept {
  static machine_files files;
  return files;
}

}  // namespace pop3kit
