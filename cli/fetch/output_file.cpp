#include "fetch/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "console/command_error.hpp"
#include "console/descriptor.hpp"

namespace pop3kit::command {
namespace {

constexpr std::chrono::milliseconds between_retries{100};

bool is_fifo(const std::string& file) {
  struct stat found{};
  return ::stat(file.c_str(), &found) == 0 && S_ISFIFO(found.st_mode);
}

/// An open() that waits for the reader would have no time limit, so this one does not wait.
descriptor open_for_reader(const std::string& fifo, std::chrono::nanoseconds patience) {
  const retry_count retries = retries_within(patience);
  for (retry_count retry = 0;; ++retry) {
    descriptor opened{::open(fifo.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)};
    if (opened.is_open()) return opened;
    if (errno != ENXIO) throw local_error(fifo, errno);
    if (retry >= retries) {
      throw command_error(exit_status::local,
                          fmt::format("{}: no program reads from this FIFO; start the reader first", fifo));
    }
    wait_before_retry();
  }
}

}  // namespace

file_writer open_output_file(const std::string& file, std::chrono::nanoseconds patience) {
  // Stays open until the writer has opened the FIFO too: if it were closed before, the reader would see the end of the
  // data.
  const descriptor held = is_fifo(file) ? open_for_reader(file, patience) : descriptor();
  return need_file(file_writer::open(file, existing_file::write_through));
}

retry_count retries_within(std::chrono::nanoseconds patience) noexcept {
  constexpr std::chrono::nanoseconds longest = std::chrono::hours(24);
  return static_cast<retry_count>(std::min(patience, longest) / between_retries);
}

void wait_before_retry() noexcept {
  static_cast<void>(::poll(nullptr, 0, static_cast<int>(between_retries.count())));
}

}  // namespace pop3kit::command
