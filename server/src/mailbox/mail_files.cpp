#include "mailbox/mail_files.hpp"

#include <algorithm>
#include <boost/system/errc.hpp>

#include "mailbox/stored_messages.hpp"

namespace pop3kit::serving {
namespace {

/// Removes the first line of `text`, with its line end, and returns it.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  const auto line = text.substr(0, end == std::string_view::npos ? end : end + 1);
  text.remove_prefix(line.size());
  return line;
}

bool is_empty_line(std::string_view line) {
  return line == "\n" || line == "\r\n";
}

bool is_quoted_from(std::string_view line) {
  const auto first = line.find_first_not_of('>');
  return first != 0 && first != std::string_view::npos && line.substr(first).starts_with("From ");
}

}  // namespace

std::optional<std::vector<std::string>> split_mbox(std::string_view text) {
  std::vector<std::string> messages;
  if (text.empty()) return messages;
  if (!text.starts_with("From ")) return std::nullopt;
  std::string message;
  std::string_view held_empty_line;  // the empty line before a From line belongs to the mbox, not to the message
  bool after_empty_line = false;
  take_line(text);
  while (!text.empty()) {
    auto line = take_line(text);
    if (after_empty_line && line.starts_with("From ")) {
      messages.push_back(with_crlf(message));
      message.clear();
      held_empty_line = {};
      after_empty_line = false;
      continue;
    }
    message.append(held_empty_line);
    held_empty_line = {};
    after_empty_line = is_empty_line(line);
    if (after_empty_line) {
      held_empty_line = line;
    } else {
      if (is_quoted_from(line)) line.remove_prefix(1);
      message.append(line);
    }
  }
  messages.push_back(with_crlf(message));
  return messages;
}

outcome<std::vector<std::filesystem::path>> list_maildir(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  bool is_maildir = false;
  for (const auto* folder : {"cur", "new"}) {
    std::error_code error;
    std::filesystem::directory_iterator entry{directory / folder, error};
    if (error) continue;
    is_maildir = true;
    while (entry != std::filesystem::directory_iterator{}) {
      const auto& path = entry->path();
      if (!path.filename().native().starts_with('.') && entry->is_regular_file(error)) files.push_back(path);
      entry.increment(error);
      if (error) return boost::system::error_code{error.value(), boost::system::generic_category()};
    }
  }
  if (!is_maildir) return make_error_code(boost::system::errc::not_a_directory);
  std::ranges::sort(files, {}, [](const std::filesystem::path& path) { return path.filename().native(); });
  return files;
}

}  // namespace pop3kit::serving
