#include "scenario/journal_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>

#include "console/command_error.hpp"

namespace pop3kit::command {

journal_file::journal_file(const std::string& file)
    : what_(fmt::format("--journal '{}'", file)),
      file_(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (!file_.is_open()) throw local_error(what_, errno);
}

void journal_file::add(const journal_entry& entry) noexcept {
  if (trouble_ != 0) return;
  try {
    trouble_ = write_all(file_.number(), to_json(entry) + "\n");
  } catch (const std::bad_alloc&) {
    trouble_ = ENOMEM;
  }
}

void journal_file::close() {
  if (const int number = trouble_; number != 0) throw local_error(what_, number);
  if (const int number = file_.close(); number != 0) throw local_error(what_, number);
}

}  // namespace pop3kit::command
