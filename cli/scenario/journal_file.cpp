#include "scenario/journal_file.hpp"

namespace pop3kit::command {

journal_file::journal_file(const std::string& file) : file_(file, "--journal") {}

void journal_file::add(const journal_entry& entry) noexcept {
  file_.write([&entry] { return to_json(entry); });
}

void journal_file::close() {
  file_.finish();
}

}  // namespace pop3kit::command
