#include "console/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "console/command_error.hpp"
#include "console/descriptor.hpp"

namespace pop3kit::command {

void output::write(std::string_view octets) {
  constexpr std::size_t enough = 1U << 16U;
  pending_ += octets;
  if (pending_.size() >= enough) flush();
}

void output::line(std::string_view text) {
  write(text);
  write("\n");
}

void output::flush() {
  std::string octets;
  octets.swap(pending_);
  const int number = write_all(STDOUT_FILENO, octets);
  if (number == EPIPE) throw reader_gone();
  if (number != 0) throw local_error("standard output", number);
}

output& standard_output() {
  static output instance;
  return instance;
}

void secure_standard_descriptors() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number) {
    if (::fcntl(number, F_GETFD) != -1 || errno != EBADF) continue;
    // The wrong direction on purpose: using it fails, as it did when it was closed. The lowest free number is taken.
    const int opened = ::open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (opened != number) throw local_error("standard descriptors", errno);
  }
}

}  // namespace pop3kit::command
