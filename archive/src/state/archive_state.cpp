#include "state/archive_state.hpp"

#include <algorithm>
#include <pop3kit/folder.hpp>
#include <utility>

#include "state/schema.hpp"

namespace pop3kit::archiving {
namespace {

failure unwritable(const std::filesystem::path& file, const std::error_code& why) {
  return {errc::file_unwritable, file.string() + ": " + why.message()};
}

/// Opens a file for writing, or creates it for its owner only.
std::unique_ptr<open_file> open_or_create(const std::filesystem::path& file, file_system& files,
                                          std::error_code& failed) {
  auto opened = files.open(file, file_access::write, failed);
  if (failed == std::errc::no_such_file_or_directory) opened = files.create(file, failed);
  return opened;
}

result<std::unique_ptr<open_file>> lock(const std::filesystem::path& file, file_system& files) {
  std::error_code failed;
  auto opened = open_or_create(file, files, failed);
  if (failed) return unwritable(file, failed);
  failed = opened->lock();
  if (failed == std::errc::resource_unavailable_try_again) return failure(errc::archive_in_use, file.string());
  if (failed) return unwritable(file, failed);
  return opened;
}

std::optional<std::int64_t> signed_size(std::optional<std::uint64_t> size) {
  return size ? std::optional(static_cast<std::int64_t>(*size)) : std::nullopt;
}

std::optional<std::uint64_t> unsigned_size(std::optional<std::int64_t> size) {
  return size ? std::optional(static_cast<std::uint64_t>(*size)) : std::nullopt;
}

seconds_since_1970 time_of(std::int64_t number) {
  return seconds_since_1970(std::chrono::seconds(number));
}

std::int64_t number_of(seconds_since_1970 time) {
  return time.time_since_epoch().count();
}

std::string_view octets_of(const std::array<std::uint8_t, 32>& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::array<std::uint8_t, 32> digest_from(std::string_view octets) {
  std::array<std::uint8_t, 32> digest{};
  std::copy_n(octets.begin(), std::min(octets.size(), digest.size()), reinterpret_cast<char*>(digest.data()));
  return digest;
}

}  // namespace

result<std::unique_ptr<archive_state>> archive_state::open(const std::filesystem::path& file, file_system& files) {
  result<std::unique_ptr<open_file>> locked = lock(std::filesystem::path(file) += ".lock", files);
  if (!locked) return locked.error();
  // SQLite would create a file that others may read.
  std::error_code failed;
  static_cast<void>(open_or_create(file, files, failed));
  if (failed) return unwritable(file, failed);
  result<std::unique_ptr<database>> opened = database::open(file);
  if (!opened) return opened.error();
  std::unique_ptr<archive_state> made(new archive_state(std::move(*locked), std::move(*opened)));
  result<> done = made->migrate();
  if (done) done = made->learn_name();
  if (done) done = sync_folder(folder_of(file), files);
  if (!done) return done.error();
  return made;
}

/// Looks at everything before it changes anything, so a file of another program stays as it was.
result<> archive_state::migrate() {
  const result<std::int64_t> application = database_->number("PRAGMA application_id");
  if (!application) return application.error();
  const result<std::int64_t> version = database_->number("PRAGMA user_version");
  if (!version) return version.error();
  const result<std::int64_t> tables = database_->number("SELECT count(*) FROM sqlite_master");
  if (!tables) return tables.error();
  const bool is_new = *application == 0 && *version == 0 && *tables == 0;
  if (!is_new && *application != application_id) return database_->unusable("not the state of an archive");
  const auto latest = static_cast<std::int64_t>(migrations.size());
  if (*version > latest) {
    return database_->unusable("made by a later version of pop3kit: schema " + std::to_string(*version) +
                               ", known up to " + std::to_string(latest));
  }
  result<> done = database_->run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON");
  if (!done || *version == latest) return done;
  result<transaction> changes = transaction::begin(*database_);
  if (!changes) return changes.error();
  for (std::int64_t next = *version; next < latest; ++next) {
    done = database_->run(migrations.at(static_cast<std::size_t>(next)));
    if (!done) return done;
  }
  done = database_->run(
      ("PRAGMA application_id=" + std::to_string(application_id) + "; PRAGMA user_version=" + std::to_string(latest))
          .c_str());
  return done ? changes->commit() : done;
}

result<> archive_state::learn_name() {
  result<statement> asked = database_->prepare("SELECT name FROM archive");
  if (!asked) return asked.error();
  const result<bool> row = asked->step();
  if (!row) return row.error();
  if (!*row) return database_->unusable("the table `archive` has no row");
  name_ = asked->octets(0);
  return {};
}

result<row_number> archive_state::find_account(std::string_view account) {
  result<statement> asked = database_->prepare("SELECT id FROM account WHERE name = ?");
  if (!asked) return asked.error();
  const result<bool> row = asked->bind(0, account).step();
  if (!row) return row.error();
  if (*row) return asked->number(0);
  result<statement> added = database_->prepare("INSERT INTO account (name) VALUES (?)");
  if (!added) return added.error();
  const result<> done = added->bind(0, account).run();
  if (!done) return done.error();
  return database_->last_row();
}

result<> archive_state::for_each_unique_id(row_number account,
                                           const std::function<result<>(const known_message&)>& handler) {
  result<statement> asked = database_->prepare(
      "SELECT id, identity, generation, listed_size, stored_at, deletion_asked_at IS NOT NULL, deleted_at IS NOT NULL, "
      "missing_since IS NOT NULL FROM message AS each WHERE account = ? AND kind = 0 AND generation = (SELECT "
      "max(generation) FROM message WHERE account = each.account AND kind = 0 AND identity = each.identity) "
      "ORDER BY identity");
  if (!asked) return asked.error();
  asked->bind(0, account);
  for (;;) {
    const result<bool> row = asked->step();
    if (!row) return row.error();
    if (!*row) return {};
    known_message found;
    found.row = asked->number(0);
    found.unique_id = asked->octets(1);
    found.generation = asked->number(2);
    found.listed_size = unsigned_size(asked->number_if_any(3));
    found.stored = time_of(asked->number(4));
    found.deletion_asked = asked->number(5) != 0;
    found.deleted = asked->number(6) != 0;
    found.missing = asked->number(7) != 0;
    const result<> done = handler(found);
    if (!done) return done;
  }
}

result<std::vector<same_header>> archive_state::find_header(row_number account, const message_digest& digest) {
  result<statement> asked = database_->prepare(
      "SELECT id, listed_size, stored_at, place, content, octets FROM message WHERE account = ? AND header = ? "
      "ORDER BY id");
  if (!asked) return asked.error();
  asked->bind(0, account).bind_octets(1, octets_of(digest.header));
  std::vector<same_header> found;
  for (;;) {
    const result<bool> row = asked->step();
    if (!row) return row.error();
    if (!*row) return found;
    same_header each;
    each.row = asked->number(0);
    each.listed_size = unsigned_size(asked->number_if_any(1));
    each.stored = time_of(asked->number(2));
    each.place = asked->octets(3);
    each.digest.content = digest_from(asked->octets(4));
    each.digest.header = digest.header;
    each.digest.octets = static_cast<std::uint64_t>(asked->number(5));
    found.push_back(std::move(each));
  }
}

result<std::vector<std::pair<row_number, bool>>> archive_state::present_by_header(row_number account) {
  result<statement> asked = database_->prepare(
      "SELECT id, deletion_asked_at IS NOT NULL FROM message WHERE account = ? AND kind = 1 AND missing_since IS NULL");
  if (!asked) return asked.error();
  asked->bind(0, account);
  std::vector<std::pair<row_number, bool>> found;
  for (;;) {
    const result<bool> row = asked->step();
    if (!row) return row.error();
    if (!*row) return found;
    found.emplace_back(asked->number(0), asked->number(1) != 0);
  }
}

result<message_digest> archive_state::digest_of(row_number message) {
  result<statement> asked = database_->prepare("SELECT content, header, octets FROM message WHERE id = ?");
  if (!asked) return asked.error();
  const result<bool> row = asked->bind(0, message).step();
  if (!row) return row.error();
  if (!*row) return database_->unusable("no message has the row " + std::to_string(message));
  message_digest digest;
  digest.content = digest_from(asked->octets(0));
  digest.header = digest_from(asked->octets(1));
  digest.octets = static_cast<std::uint64_t>(asked->number(2));
  return digest;
}

result<std::int64_t> archive_state::latest_generation(row_number account, const message_identity& identity) {
  result<statement> asked =
      database_->prepare("SELECT max(generation) FROM message WHERE account = ? AND kind = ? AND identity = ?");
  if (!asked) return asked.error();
  asked->bind(0, account).bind(1, static_cast<std::int64_t>(identity.kind)).bind_octets(2, identity.octets);
  const result<bool> row = asked->step();
  if (!row) return row.error();
  return *row ? asked->number(0) : 0;
}

result<bool> archive_state::has_present_of_size(row_number account, std::uint64_t listed_size) {
  result<statement> asked = database_->prepare(
      "SELECT 1 FROM message WHERE account = ? AND listed_size = ? AND missing_since IS NULL AND deleted_at IS NULL "
      "LIMIT 1");
  if (!asked) return asked.error();
  return asked->bind(0, account).bind(1, signed_size(listed_size)).step();
}

result<std::vector<row_number>> archive_state::add(row_number account, std::span<const stored_message> messages,
                                                   seconds_since_1970 seen, seconds_since_1970 now) {
  std::vector<row_number> rows;
  if (messages.empty()) return rows;
  result<transaction> changes = transaction::begin(*database_);
  if (!changes) return changes.error();
  result<statement> added = database_->prepare(
      "INSERT INTO message (account, kind, identity, generation, listed_size, octets, content, header, place, seen_at, "
      "stored_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!added) return added.error();
  for (const stored_message& each : messages) {
    added->bind(0, account).bind(1, static_cast<std::int64_t>(each.identity.kind));
    added->bind_octets(2, each.identity.octets)
        .bind(3, each.identity.generation)
        .bind(4, signed_size(each.listed_size));
    added->bind(5, static_cast<std::int64_t>(each.digest.octets)).bind_octets(6, octets_of(each.digest.content));
    added->bind_octets(7, octets_of(each.digest.header)).bind(8, std::string_view(each.place));
    const result<> done = added->bind(9, number_of(seen)).bind(10, number_of(now)).run();
    if (!done) return done.error();
    rows.push_back(database_->last_row());
  }
  const result<> done = changes->commit();
  if (!done) return done.error();
  return rows;
}

result<> archive_state::update(const char* sql, std::span<const row_number> messages,
                               std::optional<seconds_since_1970> now) {
  if (messages.empty()) return {};
  result<transaction> changes = transaction::begin(*database_);
  if (!changes) return changes.error();
  result<statement> changed = database_->prepare(sql);
  if (!changed) return changed.error();
  for (const row_number each : messages) {
    changed->bind(0, each);
    if (now) changed->bind(1, number_of(*now));
    const result<> done = changed->run();
    if (!done) return done;
  }
  return changes->commit();
}

result<> archive_state::ask_deletion(std::span<const row_number> messages, seconds_since_1970 now) {
  return update("UPDATE message SET deletion_asked_at = ?2 WHERE id = ?1", messages, now);
}

result<> archive_state::note_deleted(std::span<const row_number> messages, seconds_since_1970 now) {
  return update("UPDATE message SET deletion_asked_at = NULL, deleted_at = ?2, missing_since = ?2 WHERE id = ?1",
                messages, now);
}

result<> archive_state::note_kept(std::span<const row_number> messages) {
  return update("UPDATE message SET deletion_asked_at = NULL, deleted_at = NULL, missing_since = NULL WHERE id = ?1",
                messages, std::nullopt);
}

result<> archive_state::note_missing(std::span<const row_number> messages, seconds_since_1970 now) {
  return update("UPDATE message SET missing_since = ?2 WHERE id = ?1", messages, now);
}

result<> archive_state::note_listed(row_number message, std::optional<std::uint64_t> listed_size) {
  result<statement> changed = database_->prepare(
      "UPDATE message SET listed_size = ?2, deletion_asked_at = NULL, deleted_at = NULL, missing_since = NULL WHERE id "
      "= ?1");
  if (!changed) return changed.error();
  return changed->bind(0, message).bind(1, signed_size(listed_size)).run();
}

}  // namespace pop3kit::archiving
