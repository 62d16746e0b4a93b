#include "operations/folder_receiver.hpp"

#include <string_view>
#include <utility>

namespace pop3kit::engine {

folder_receiver::folder_receiver(std::filesystem::path folder, message_file_names names, saved_handler handler)
    : folder_(std::move(folder)), names_(std::move(names)), handler_(std::move(handler)) {}

result<> folder_receiver::begin(const message_info& which) {
  result<file_writer> opened =
      file_writer::open(folder_ / (names_.name_of(which) + ".eml"), names_.existing_file_of(which));
  if (!opened) return opened.error();
  under_way_.insert_or_assign(&which, std::move(*opened));
  return {};
}

result<> folder_receiver::octets(const message_info& which, std::span<const char> piece) {
  return under_way_.at(&which).write(std::string_view(piece.data(), piece.size()));
}

result<> folder_receiver::end(const message_info& which, const result<>& outcome) {
  auto under_way = under_way_.extract(&which);
  if (is_taken_back(outcome)) return {};
  if (!outcome) return report(which, outcome.error());
  whole_.add(std::move(under_way.mapped()));
  whole_messages_.push_back(which);
  return whole_.is_full() ? sync() : result<>();
}

result<> folder_receiver::sync() {
  const std::vector<message_info> messages = std::exchange(whole_messages_, {});
  result<> first;
  std::size_t at = 0;
  for (result<std::filesystem::path>& file : whole_.commit()) {
    if (first && !file) first = file.error();
    const result<> taken = report(messages[at++], std::move(file));
    if (first && !taken) first = taken;
  }
  return first;
}

result<> folder_receiver::report(const message_info& which, result<std::filesystem::path> file) {
  return handler_ ? handler_(which, std::move(file)) : result<>();
}

}  // namespace pop3kit::engine
