#include "fetch/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>

#include "console/command_error.hpp"
#include "console/descriptor.hpp"
#include "fetch/dot_lock.hpp"

namespace pop3kit::command {
namespace {

bool is_fifo(const std::string& file) {
  struct stat found{};
  return ::stat(file.c_str(), &found) == 0 && S_ISFIFO(found.st_mode);
}

/// An open() that may wait would wait for ever, so this one does not.
descriptor open_for_reader(const std::string& fifo, std::chrono::nanoseconds patience) {
  const lock_attempts attempts = attempts_within(patience);
  for (lock_attempts attempt = 0;; ++attempt) {
    descriptor opened{::open(fifo.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)};
    if (opened.is_open()) return opened;
    if (errno != ENXIO) throw local_error(fifo, errno);
    if (attempt >= attempts) {
      throw command_error(exit_status::local,
                          fmt::format("{}: no program reads from this FIFO; start the reader first", fifo));
    }
    wait_for_lock();
  }
}

}  // namespace

file_writer open_output_file(const std::string& file, std::chrono::nanoseconds patience) {
  // Held until the writer has opened the FIFO too: a reader takes the end of the first for the end of the data.
  const descriptor held = is_fifo(file) ? open_for_reader(file, patience) : descriptor();
  return need_file(file_writer::open(file, existing_file::write_through));
}

}  // namespace pop3kit::command
