#include "store/mbox_repair.hpp"

#include <functional>
#include <optional>
#include <utility>

#include "digest/hexadecimal.hpp"
#include "digest/sha256.hpp"
#include "store/stored_file.hpp"

namespace pop3kit::archiving {
namespace {

constexpr std::string_view from_word = "From ";

/// Calls a function with the beginning of each From line after `begin`, and the place of the line. The beginning has at
/// most longest_from_line octets, without the line end.
std::error_code for_each_from_line(open_file& file, std::uint64_t begin,
                                   const std::function<void(std::string_view line, std::uint64_t at)>& handler) {
  std::string line;
  std::uint64_t at = begin;
  std::uint64_t next = begin;
  const auto end_line = [&] {
    if (line.starts_with(from_word)) handler(line, at);
    line.clear();
  };
  const std::error_code failed = read_part(file, begin, UINT64_MAX, [&](std::string_view octets) {
    while (!octets.empty()) {
      const std::size_t end = octets.find('\n');
      const std::string_view part = octets.substr(0, end);
      if (line.size() < longest_from_line) line += part.substr(0, longest_from_line - line.size());
      next += part.size();
      if (end == std::string_view::npos) return true;
      end_line();
      at = ++next;
      octets.remove_prefix(end + 1);
    }
    return true;
  });
  if (!failed) end_line();
  return failed;
}

std::string digest_of_octets(sha256 hash) {
  return to_hexadecimal(hash.finish()).substr(0, digest_digits);
}

/// Returns the place of a message of an archive that begins at `at`, or nothing.
std::optional<mbox_place> place_at(open_file& file, std::uint64_t at) {
  std::string line(longest_from_line, '\0');
  std::size_t got = 0;
  if (file.read(at, line, got)) return std::nullopt;
  line.resize(got);
  const std::size_t end = line.find('\n');
  if (end == std::string::npos) return std::nullopt;
  auto record = read_from_line(std::string_view(line).substr(0, end));
  if (!record) return std::nullopt;
  return mbox_place{std::move(*record), at, at + end + 1};
}

/// Returns the octet at a place; nothing at the end of the file.
std::optional<char> octet_at(open_file& file, std::uint64_t at) {
  char octet = 0;
  std::size_t got = 0;
  if (file.read(at, std::span(&octet, 1), got) || got == 0) return std::nullopt;
  return octet;
}

/// Returns the end of the last of the whole messages that begin at `from` and follow each other.
result<std::uint64_t> end_of_whole_messages(const std::filesystem::path& mbox, open_file& file, std::uint64_t from) {
  std::uint64_t end = from;
  // Up to two line ends separate the messages from what was in the mbox before.
  std::uint64_t at = from;
  while (at < from + 2 && octet_at(file, at) == '\n') ++at;
  for (;;) {
    const auto place = place_at(file, at);
    if (!place) return end;
    const result<bool> whole = is_whole(mbox, file, *place);
    if (!whole) return whole.error();
    if (!*whole) return end;
    end = at = place->body + place->record.length + 1;
  }
}

}  // namespace

result<std::map<std::string, mbox_place>> find_records(const std::filesystem::path& mbox, open_file& file) {
  std::map<std::string, mbox_place> found;
  const std::error_code failed = for_each_from_line(file, 0, [&](std::string_view line, std::uint64_t at) {
    if (auto record = read_from_line(line)) {
      std::string name = record->name;
      found.insert_or_assign(std::move(name), mbox_place{std::move(*record), at, at + line.size() + 1});
    }
  });
  if (failed) return unreadable(mbox, failed);
  return found;
}

result<bool> is_whole(const std::filesystem::path& mbox, open_file& file, const mbox_place& place) {
  sha256 hash;
  std::uint64_t length = 0;
  const std::error_code failed = read_part(file, place.body, place.record.length, [&](std::string_view octets) {
    hash.update(octets);
    length += octets.size();
    return true;
  });
  if (failed) return unreadable(mbox, failed);
  return length == place.record.length && digest_of_octets(std::move(hash)) == place.record.digest &&
         octet_at(file, place.body + length) == '\n';
}

result<> repair_tail(const std::filesystem::path& mbox, open_file& file, std::uint64_t length) {
  std::uint64_t size = 0;
  if (const std::error_code failed = file.size(size)) return unreadable(mbox, failed);
  if (size <= length) return {};
  const result<std::uint64_t> end = end_of_whole_messages(mbox, file, length);
  if (!end) return end.error();
  if (*end == size) return {};
  std::optional<std::uint64_t> other;
  std::error_code failed = for_each_from_line(file, *end, [&other](std::string_view line, std::uint64_t at) {
    // The last line may be torn. A power failure may have lost a part of any line, which then consists of NUL.
    const bool has_lost_octets = line.find('\0') != std::string_view::npos;
    const bool is_own = has_lost_octets || line.starts_with(own_from_line) || own_from_line.starts_with(line);
    if (!is_own && !other) other = at;
  });
  if (failed) return unreadable(mbox, failed);
  // Nothing is torn if the message of another program follows at once.
  if (other == *end) return {};
  if (other) {
    return failure(errc::archive_unusable,
                   mbox.string() + ": a message is torn at octet " + std::to_string(*end) +
                       ", and another program has appended to the file since; remove the torn octets and the lock");
  }
  failed = file.truncate(*end);
  if (!failed) failed = file.sync();
  return failed ? result<>(unwritable(mbox, failed)) : result<>();
}

}  // namespace pop3kit::archiving
