#include "fetch/spool_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <pop3kit/folder.hpp>

#include "console/command_error.hpp"
#include "console/interruption.hpp"

namespace pop3kit::command {

spool_file::spool_file(const std::filesystem::path& where) : name_(where.string()) {
  std::string temporary = (folder_of(where) / ".pop3kit-XXXXXX").string();
  // Between the two steps the file has a name, under which a signal would leave it.
  const interruption_hold hold;
  // Creates with O_EXCL, mode 0600, under a random name.
  file_ = descriptor{::mkostemp(temporary.data(), O_CLOEXEC)};
  if (!file_.is_open() || ::unlink(temporary.c_str()) != 0) throw local_error(name_, errno);
}

void spool_file::write(std::string_view octets) {
  if (const int number = write_all(file_.number(), octets); number != 0) throw local_error(name_, number);
  size_ += octets.size();
}

void spool_file::truncate(std::uint64_t size) {
  const auto end = static_cast<off_t>(size);
  if (::ftruncate(file_.number(), end) != 0 || ::lseek(file_.number(), end, SEEK_SET) != end) {
    throw local_error(name_, errno);
  }
  size_ = size;
}

std::string spool_file::read(std::uint64_t offset) const {
  constexpr std::size_t piece = 1U << 16U;
  std::string octets(piece, '\0');
  for (;;) {
    const ssize_t got = ::pread(file_.number(), octets.data(), octets.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw local_error(name_, errno);
    octets.resize(static_cast<std::size_t>(got));
    return octets;
  }
}

}  // namespace pop3kit::command
