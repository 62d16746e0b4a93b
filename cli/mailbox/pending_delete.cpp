#include "mailbox/pending_delete.hpp"

#include <unistd.h>

#include <csignal>
#include <pop3kit/unfinished_file.hpp>
#include <utility>

#include "console/descriptor.hpp"
#include "console/exit_status.hpp"
#include "console/interruption.hpp"

namespace pop3kit::command {
namespace {

constexpr int status_of_interrupt = 128 + SIGINT;

/// Written before the signal handler may read them.
std::string nothing_deleted_text;
std::string output_text;
std::string complaint_text;

void report_nothing_deleted(int number) noexcept {
  static_cast<void>(write_all(STDERR_FILENO, nothing_deleted_text));
  if (number != SIGINT) return;
  remove_unfinished_files();
  ::_exit(status_of_interrupt);
}

void report_unknown(int number) noexcept {
  static_cast<void>(write_all(STDOUT_FILENO, output_text));
  static_cast<void>(write_all(STDERR_FILENO, complaint_text));
  remove_unfinished_files();
  ::_exit(number == SIGINT ? status_of_interrupt : static_cast<int>(exit_status::connection));
}

}  // namespace

pending_delete::pending_delete(std::string complaint) {
  nothing_deleted_text = std::move(complaint);
  on_interruption(&report_nothing_deleted);
}

void pending_delete::commit(std::string output, std::string complaint) {
  output_text = std::move(output);
  complaint_text = std::move(complaint);
  on_interruption(&report_unknown);
}

pending_delete::~pending_delete() {
  on_interruption(nullptr);
}

}  // namespace pop3kit::command
