#include "fetch/message_spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "console/command_error.hpp"
#include "console/interruption.hpp"

namespace pop3kit::command {

spool_file::spool_file(const std::filesystem::path& folder) {
  int failed = open_in(folder);
  const bool forbidden = failed == EACCES || failed == EPERM || failed == EROFS;
  if (forbidden) failed = open_in(std::filesystem::temp_directory_path());
  if (failed != 0) throw local_error(name_, failed);
}

/// Returns 0, or errno's value.
int spool_file::open_in(const std::filesystem::path& folder) {
  name_ = "temporary file in " + folder.string();
  file_ = descriptor{::open(folder.c_str(), O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600)};
  if (file_.is_open()) return 0;
  // Not every file system has files without a name.
  if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) return errno;
  std::string temporary = (folder / ".pop3kit-XXXXXX").string();
  // Between the two steps the file has a name, and a signal would leave it under that name.
  const interruption_hold hold;
  // Creates with O_EXCL, mode 0600, under a random name.
  file_ = descriptor{::mkostemp(temporary.data(), O_CLOEXEC)};
  return file_.is_open() && ::unlink(temporary.c_str()) == 0 ? 0 : errno;
}

void spool_file::write(std::string_view octets) {
  if (is_longer_) {
    const auto end = static_cast<off_t>(size_);
    if (::ftruncate(file_.number(), end) != 0 || ::lseek(file_.number(), end, SEEK_SET) != end) {
      throw local_error(name_, errno);
    }
    is_longer_ = false;
  }
  if (const int number = write_all(file_.number(), octets); number != 0) throw local_error(name_, number);
  size_ += octets.size();
}

void spool_file::truncate(std::uint64_t size) noexcept {
  size_ = size;
  is_longer_ = true;
}

void spool_file::read(spool_range part, const reader& take) const {
  while (part.begin < part.end) {
    const std::string piece = piece_of(part);
    if (piece.empty())
      throw command_error(exit_status::local, name_ + ": ended too early; another program truncated it");
    take(piece);
    part.begin += piece.size();
  }
}

/// Returns the first octets of `part`; empty at the end of the file.
std::string spool_file::piece_of(spool_range part) const {
  constexpr std::uint64_t most = 1U << 16U;
  const std::uint64_t end = std::min(part.end, size_);
  std::string octets(std::min(most, end - std::min(part.begin, end)), '\0');
  for (;;) {
    const ssize_t got = ::pread(file_.number(), octets.data(), octets.size(), static_cast<off_t>(part.begin));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw local_error(name_, errno);
    octets.resize(static_cast<std::size_t>(got));
    return octets;
  }
}

std::uint64_t message_spool::begin() noexcept {
  ++waiting_;
  return file_.size();
}

void message_spool::keep(spool_range message) {
  if (!kept_.empty() && kept_.back().end == message.begin) {
    kept_.back().end = message.end;
  } else {
    kept_.push_back(message);
  }
  kept_until_ = std::max(kept_until_, message.end);
  take_back();
}

void message_spool::pass_on(spool_range message, const spool_file::reader& take) {
  file_.read(message, take);
  take_back();
}

/// The space of a message is given back when no message waits: until then, others may come after it.
void message_spool::take_back() noexcept {
  if (--waiting_ == 0) file_.truncate(kept_until_);
}

}  // namespace pop3kit::command
