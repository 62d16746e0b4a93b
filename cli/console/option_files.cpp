#include "console/option_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "console/command_error.hpp"
#include "console/descriptor.hpp"

namespace pop3kit::command {
namespace {

/// The detail of `cause` names the file. There is none if a line could not be made for want of memory.
std::string trouble_text(const std::string& option, const failure& cause) {
  return option + ": " + (cause.detail().empty() ? cause.message() : cause.detail());
}

command_error option_error(const std::string& option, const failure& cause) {
  return {exit_status::local, trouble_text(option, cause)};
}

file_writer open_file(const std::string& file, const std::string& option) {
  result<file_writer> opened = file_writer::open(file, existing_file::write_through);
  if (!opened) throw option_error(option, opened.error());
  return std::move(*opened);
}

file_writer open_published(const std::string& file, const std::string& option) {
  file_writer opened = open_file(file, option);
  if (const result<> published = opened.publish(); !published) throw option_error(option, published.error());
  return opened;
}

}  // namespace

std::string read_option_file(const std::string& file, const std::string& option) {
  constexpr std::size_t most = 16U << 20U;
  const std::string what = fmt::format("{} '{}'", option, file);
  const descriptor source{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!source.is_open()) throw local_error(what, errno);
  std::string text;
  std::array<char, 16384> room{};
  for (;;) {
    const ssize_t got = ::read(source.number(), room.data(), room.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw local_error(what, errno);
    if (got == 0) return text;
    text.append(room.data(), static_cast<std::size_t>(got));
    if (text.size() > most) throw local_error(what, EFBIG);
  }
}

log_file::log_file(const std::string& file, const std::string& option)
    : option_(option), file_(open_published(file, option)) {}

std::string log_file::trouble() const {
  return trouble_ ? trouble_text(option_, *trouble_) : std::string();
}

void log_file::finish() {
  if (trouble_) throw option_error(option_, *trouble_);
  if (const result<> committed = file_.commit(); !committed) throw option_error(option_, committed.error());
}

report_file::report_file(const std::string& file, std::string option)
    : option_(std::move(option)), file_(open_file(file, option_)) {}

void report_file::commit(std::string_view text) {
  result<> done = file_.write(text);
  if (done) done = file_.commit();
  if (!done) throw option_error(option_, done.error());
}

}  // namespace pop3kit::command
