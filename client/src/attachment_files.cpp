#include <algorithm>
#include <pop3kit/attachment_files.hpp>
#include <pop3kit/folder.hpp>
#include <string_view>
#include <utility>

#include "message/file_name.hpp"
#include "text/utf8.hpp"

namespace pop3kit {

namespace {

constexpr std::size_t longest_name = 200;   // leaves room for "~2" on file systems that allow 255 octets
constexpr std::size_t longest_ending = 32;  // a longer one does not count as an extension

std::string shortened(std::string_view name) {
  if (name.size() <= longest_name) return std::string(name);
  const std::size_t dot = name.rfind('.');
  const bool has_ending = dot != std::string_view::npos && name.size() - dot <= longest_ending;
  const std::string_view ending = has_ending ? name.substr(dot) : std::string_view();
  return std::string(text::utf8_prefix(name, longest_name - ending.size())).append(ending);
}

result<std::filesystem::path> write(const attachment& part, const std::filesystem::path& file, existing_file existing) {
  result<file_writer> writer = file_writer::open(file, existing);
  if (!writer) return writer.error();
  result<> done = writer->write(part.content);
  if (done) done = writer->commit();
  if (!done) return done.error();
  return writer->target();
}

}  // namespace

std::string attachment_file_name(const attachment& part) {
  std::string name = shortened(engine::bare_file_name(part.file_name));
  if (name.empty()) return "attachment";
  const bool hidden_or_option = name.front() == '.' || name.front() == '-';
  if (hidden_or_option) name.front() = '_';
  return name;
}

result<> save_attachment(const attachment& part, const std::filesystem::path& file, existing_file existing) {
  const result<std::filesystem::path> written = write(part, file, existing);
  if (!written) return written.error();
  return {};
}

result<std::vector<std::filesystem::path>> save_attachments(const mail_message& message,
                                                            const std::filesystem::path& folder) {
  if (const result<> made = make_folder(folder); !made) return made.error();
  std::vector<std::filesystem::path> files;
  for (const attachment& part : message.attachments()) {
    result<std::filesystem::path> written = write(part, folder / attachment_file_name(part), existing_file::keep_both);
    if (!written) return written.error();
    files.push_back(*std::move(written));
  }
  return files;
}

}  // namespace pop3kit
