#include "console/log_file.hpp"

#include <utility>

#include "console/command_error.hpp"

namespace pop3kit::command {
namespace {

std::string trouble_text(const std::string& option, const failure& cause) {
  return option + ": " + (cause.detail().empty() ? cause.message() : cause.detail());
}

command_error log_error(const std::string& option, const failure& cause) {
  return {exit_status::local, trouble_text(option, cause)};
}

file_writer open_published(const std::string& file, const std::string& option) {
  result<file_writer> opened = file_writer::open(file, existing_file::write_through);
  if (!opened) throw log_error(option, opened.error());
  if (const result<> published = opened->publish(); !published) throw log_error(option, published.error());
  return std::move(*opened);
}

}  // namespace

log_file::log_file(const std::string& file, const std::string& option)
    : option_(option), file_(open_published(file, option)) {}

std::string log_file::trouble() const {
  return trouble_ ? trouble_text(option_, *trouble_) : std::string();
}

void log_file::finish() {
  if (trouble_) throw log_error(option_, *trouble_);
  if (const result<> committed = file_.commit(); !committed) throw log_error(option_, committed.error());
}

}  // namespace pop3kit::command
