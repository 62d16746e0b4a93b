#include "store/stored_file.hpp"

#include <algorithm>
#include <array>
#include <pop3kit/file_group.hpp>
#include <utility>

namespace pop3kit {

result<> message_store::prepare(const std::string& /*archive_name*/) {
  return {};
}

}  // namespace pop3kit

namespace pop3kit::archiving {

bool is_delivery_name(std::string_view text) noexcept {
  return text.size() == name_length && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

failure unwritable(const std::filesystem::path& file, const std::error_code& why) {
  return {errc::file_unwritable, file.string() + ": " + why.message()};
}

failure unreadable(const std::filesystem::path& file, const std::error_code& why) {
  return {errc::file_unreadable, file.string() + ": " + why.message()};
}

std::error_code read_part(open_file& file, std::uint64_t begin, std::uint64_t length,
                          const std::function<bool(std::string_view octets)>& handler) {
  std::vector<char> room(65536);
  while (length > 0) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(length, room.size()));
    std::size_t got = 0;
    const std::error_code failed = file.read(begin, std::span(room).first(wanted), got);
    if (failed || got == 0) return failed;
    if (!handler(std::string_view(room.data(), got))) return {};
    begin += got;
    length -= got;
  }
  return {};
}

result<message_digest> digest_of_file(const std::filesystem::path& file, line_ends ends, file_system& files) {
  std::error_code failed;
  const auto opened = files.open(file, file_access::read, failed);
  if (failed) return unreadable(file, failed);
  message_hash hash(ends);
  failed = read_part(*opened, 0, UINT64_MAX, [&hash](std::string_view octets) {
    hash.update(octets);
    return true;
  });
  if (failed) return unreadable(file, failed);
  return hash.finish();
}

result<> file_message::write(std::span<const char> octets) {
  const std::string_view piece(octets.data(), octets.size());
  return file_.write(ends_ == line_ends::lf ? conversion_.convert(piece) : piece);
}

result<file_writer> file_message::finish() {
  const result<> done = file_.write(conversion_.finish());
  if (!done) return done.error();
  return std::move(file_);
}

std::vector<result<std::string>> commit_files(std::vector<std::unique_ptr<message_writer>> messages,
                                              const std::filesystem::path& folder) {
  std::vector<result<std::string>> outcomes;
  outcomes.reserve(messages.size());
  file_group group;
  for (const auto& each : messages) {
    result<file_writer> file = static_cast<file_message&>(*each).finish();
    if (!file) {
      outcomes.emplace_back(file.error());
      continue;
    }
    outcomes.emplace_back(std::string());
    group.add(std::move(*file));
  }
  const auto committed = group.commit();
  auto next = committed.begin();
  for (result<std::string>& each : outcomes) {
    if (!each) continue;
    if (*next) {
      each = (*next)->lexically_relative(folder).string();
    } else {
      each = next->error();
    }
    ++next;
  }
  return outcomes;
}

}  // namespace pop3kit::archiving
