#include "console/report_file.hpp"

#include <utility>

#include "console/command_error.hpp"

namespace pop3kit::command {

namespace {

command_error report_error(const std::string& option, const failure& cause) {
  return {exit_status::local, option + ": " + cause.detail()};
}

file_writer open_report(const std::string& file, const std::string& option) {
  result<file_writer> opened = file_writer::open(file, existing_file::write_through);
  if (!opened) throw report_error(option, opened.error());
  return std::move(*opened);
}

}  // namespace

report_file::report_file(const std::string& file, std::string option)
    : option_(std::move(option)), file_(open_report(file, option_)) {}

void report_file::commit(std::string_view text) {
  result<> done = file_.write(text);
  if (done) done = file_.commit();
  if (!done) throw report_error(option_, done.error());
}

}  // namespace pop3kit::command
