#include "console/standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>

#include "console/descriptor.hpp"
#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

void write_line(std::string_view beginning, std::string_view text, std::string (*safe)(std::string_view)) noexcept {
  try {
    const std::string line = std::string{beginning} + safe(text) + "\n";
    // If standard error cannot be written, the exit status still tells the result.
    static_cast<void>(write_all(STDERR_FILENO, line));
  } catch (const std::exception&) {
    static_cast<void>(write_all(STDERR_FILENO, "pop3kit: out of memory\n"));
  }
}

}  // namespace

void secure_standard_descriptors() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number) {
    if (::fcntl(number, F_GETFD) != -1 || errno != EBADF) continue;
    // Opened for the wrong direction on purpose: using it fails, as it did while it was closed. The system takes the
    // lowest free number.
    const int opened = ::open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (opened != number) throw local_error("standard descriptors", errno);
  }
}

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

void complain(std::string_view text) noexcept {
  write_line("pop3kit: ", text, &one_line);
}

void complain_in_full(std::string_view text) noexcept {
  write_line("pop3kit: ", text, &printable);
}

void warn(std::string_view text) noexcept {
  write_line("pop3kit: warning: ", text, &one_line);
}

void output_troubles::add(const command_error& trouble) {
  for (const command_error& each : troubles_) {
    if (std::string_view(each.what()) == trouble.what()) return;
  }
  troubles_.push_back(trouble);
}

void output_troubles::warn_of_all() const {
  for (const command_error& each : troubles_) warn(each.what());
}

void output_troubles::rethrow() const {
  if (troubles_.empty()) return;
  for (std::size_t at = 1; at < troubles_.size(); ++at) warn(troubles_[at].what());
  throw command_error(troubles_.front());
}

}  // namespace pop3kit::command
