#include "fetch/mbox_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <pop3kit/folder.hpp>
#include <pop3kit/unfinished_file.hpp>
#include <system_error>
#include <utility>

#include "console/command_error.hpp"
#include "console/interruption.hpp"

namespace pop3kit::command {
namespace {

/// How every mbox begins.
constexpr std::string_view from_line_beginning = "From ";

std::string octets_at(const descriptor& file, off_t offset, std::size_t count) {
  std::string octets(count, '\0');
  const ssize_t got = ::pread(file.number(), octets.data(), count, offset);
  octets.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return octets;
}

off_t size_of(const descriptor& file) {
  struct stat found{};
  return ::fstat(file.number(), &found) == 0 ? found.st_size : 0;
}

/// Returns 0 if this process holds the advisory lock of the whole file now, else errno's value. If the file system has
/// no such locks, the dot lock must be enough.
int try_advisory_lock(const descriptor& file) noexcept {
  struct flock whole{};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  if (::fcntl(file.number(), F_OFD_SETLK, &whole) == 0) return 0;
  return errno == ENOLCK || errno == ENOTSUP || errno == EINVAL ? 0 : errno;
}

/// A blank line ends each message of an mbox.
std::string separator_after(const descriptor& file) {
  const off_t size = size_of(file);
  if (size == 0) return {};
  const std::string last = octets_at(file, size < 2 ? 0 : size - 2, 2);
  if (last == "\n\n") return {};
  return last.ends_with('\n') ? "\n" : "\n\n";
}

std::atomic<int> appended_file = -1;
std::atomic<off_t> previous_length = 0;
static_assert(std::atomic<off_t>::is_always_lock_free);

void truncate_appended_file(int /*signal*/) noexcept {
  static_cast<void>(!::ftruncate(appended_file, previous_length));
}

/// While it exists, an interruption truncates the file to the length that it had; so does the destructor unless the
/// append was completed.
class pending_append {
 public:
  explicit pending_append(const descriptor& file) : on_signal_(remember(file)) {}
  pending_append(const pending_append&) = delete;
  pending_append& operator=(const pending_append&) = delete;
  ~pending_append() {
    interruption_action::replace(nullptr);
    if (completed_) return;
    truncate_appended_file(0);
    static_cast<void>(::fsync(appended_file));
  }

  void complete() noexcept { completed_ = true; }

 private:
  static signal_function remember(const descriptor& file) {
    previous_length = size_of(file);
    appended_file = file.number();
    return &truncate_appended_file;
  }

  interruption_action on_signal_;
  bool completed_ = false;
};

}  // namespace

dot_lock::dot_lock(const std::filesystem::path& file, retry_count retries) {
  const std::string name = file.string() + ".lock";
  for (retry_count retry = 0;; ++retry) {
    const descriptor made = create(name);
    const int reason = errno;
    if (made.is_open()) {
      if (const int number = write_all(made.number(), fmt::format("{}\n", ::getpid())); number != 0) {
        throw local_error(name, number);
      }
      return;
    }
    if (reason == EACCES || reason == EPERM || reason == EROFS) return;
    if (reason != EEXIST) throw local_error(name, reason);
    if (retry >= retries) {
      throw command_error(
          exit_status::local,
          fmt::format("{}: locked by {}; remove the lock if no program uses the mbox", file.string(), name));
    }
    wait_before_retry();
  }
}

/// The lock of another program must stay, so the file is registered for removal only after it was created.
descriptor dot_lock::create(const std::string& name) {
  const interruption_hold hold;
  descriptor made{::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
  const int reason = errno;
  if (made.is_open()) lock_ = unfinished_file(name);
  errno = reason;
  return made;
}

mbox_file::mbox_file(const std::string& file) : path_(need_file(followed_links(file))) {
  const descriptor existing = open_existing();
  if (existing.is_open()) {
    require_mbox(existing);
  } else if (::faccessat(AT_FDCWD, folder_of(path_).c_str(), W_OK | X_OK, AT_EACCESS) != 0) {
    throw local_error(path_.string(), errno);
  }
}

/// Returns a descriptor that is not open if there is no such file.
descriptor mbox_file::open_existing() const {
  descriptor file{::open(path_.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
  if (!file.is_open() && errno != ENOENT) throw local_error(path_.string(), errno);
  return file;
}

void mbox_file::require_mbox(const descriptor& file) const {
  struct stat found{};
  if (::fstat(file.number(), &found) != 0) throw local_error(path_.string(), errno);
  if (!S_ISREG(found.st_mode)) throw command_error(exit_status::local, path_.string() + ": not a regular file");
  if (found.st_size == 0 || octets_at(file, 0, from_line_beginning.size()) == from_line_beginning) return;
  throw command_error(exit_status::local, fmt::format("{}: not an mbox: it does not begin with \"From \"; name another "
                                                      "file with -o",
                                                      path_.string()));
}

void mbox_file::lock(const descriptor& file, retry_count retries) const {
  for (retry_count retry = 0;; ++retry) {
    const int number = try_advisory_lock(file);
    if (number == 0) return;
    if (number != EAGAIN && number != EACCES && number != EINTR) throw local_error(path_.string(), number);
    if (retry >= retries) {
      throw command_error(exit_status::local,
                          fmt::format("{}: locked by another program; try again when it has finished", path_.string()));
    }
    wait_before_retry();
  }
}

/// A signal must not come between the creation of the file and its registration for removal. If another program has
/// locked the new file first, or has written to it, the file must stay and is not registered. If such a file exists
/// already, none is opened.
void mbox_file::create(opened_mbox& opened) const {
  const interruption_hold hold;
  opened.file = descriptor{::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
  if (!opened.file.is_open()) {
    if (errno != EEXIST) throw local_error(path_.string(), errno);
    return;
  }
  opened.created = true;
  if (try_advisory_lock(opened.file) == 0 && size_of(opened.file) == 0) opened.removed = unfinished_file(path_);
}

/// A program that held the lock may have renamed another file to this name.
mbox_file::opened_mbox mbox_file::open_locked(retry_count retries) const {
  for (;;) {
    opened_mbox opened;
    opened.file = open_existing();
    if (!opened.file.is_open()) create(opened);
    if (!opened.file.is_open()) continue;
    lock(opened.file, retries);
    struct stat ours{};
    struct stat named{};
    if (::fstat(opened.file.number(), &ours) != 0) throw local_error(path_.string(), errno);
    const bool found = ::lstat(path_.c_str(), &named) == 0;
    if (found && ours.st_dev == named.st_dev && ours.st_ino == named.st_ino) return opened;
    opened.removed.keep();
  }
}

void mbox_file::copy(const spool_file& spool, std::span<const spool_range> messages, const descriptor& file) const {
  const std::string separator = separator_after(file);
  if (::lseek(file.number(), 0, SEEK_END) < 0) throw local_error(path_.string(), errno);
  const auto write = [&](std::string_view octets) {
    if (const int number = write_all(file.number(), octets); number != 0) throw local_error(path_.string(), number);
  };
  write(separator);
  for (const spool_range& each : messages) spool.read(each, write);
  if (::fsync(file.number()) != 0) throw local_error(path_.string(), errno);
}

void mbox_file::append(const spool_file& spool, std::span<const spool_range> messages, retry_count retries) const {
  const dot_lock locked{path_, retries};
  opened_mbox opened = open_locked(retries);
  require_mbox(opened.file);
  if (!messages.empty()) {
    pending_append pending{opened.file};
    copy(spool, messages, opened.file);
    pending.complete();
  }
  if (opened.created) need_file(sync_folder(folder_of(path_)));
  opened.removed.keep();
}

}  // namespace pop3kit::command
