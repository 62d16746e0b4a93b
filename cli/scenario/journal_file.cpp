#include "scenario/journal_file.hpp"

#include "console/standard_error.hpp"

namespace pop3kit::command {

journal_file::journal_file(const std::string& file) : file_(file, "--journal") {}

void journal_file::add(const journal_entry& entry) noexcept {
  if (!complete_) return;
  complete_ = file_.write([&entry] { return to_json(entry); });
  if (!complete_) warn(file_.trouble() + "; the journal ends here, and the server goes on");
}

void journal_file::close() {
  file_.finish();
}

}  // namespace pop3kit::command
