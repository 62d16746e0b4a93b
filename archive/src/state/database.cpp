#include "state/database.hpp"

#include <sqlite3.h>

#include <utility>

namespace pop3kit::archiving {
namespace {

/// How long a transaction waits for a program that reads the database, such as a checkpoint of `sqlite3`.
constexpr int longest_wait_in_milliseconds = 10'000;

}  // namespace

void statement::finalizer::operator()(sqlite3_stmt* prepared) const noexcept {
  sqlite3_finalize(prepared);
}

void database::closer::operator()(sqlite3* opened) const noexcept {
  sqlite3_close_v2(opened);
}

statement& statement::bind(int parameter, std::int64_t value) {
  note(sqlite3_bind_int64(prepared_.get(), parameter + 1, value));
  return *this;
}

statement& statement::bind(int parameter, std::optional<std::int64_t> value) {
  if (value) return bind(parameter, *value);
  note(sqlite3_bind_null(prepared_.get(), parameter + 1));
  return *this;
}

statement& statement::bind(int parameter, std::string_view text) {
  note(sqlite3_bind_text64(prepared_.get(), parameter + 1, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

statement& statement::bind_octets(int parameter, std::string_view octets) {
  // A null pointer would bind NULL in place of no octets.
  const char* const data = octets.empty() ? "" : octets.data();
  note(sqlite3_bind_blob64(prepared_.get(), parameter + 1, data, octets.size(), SQLITE_TRANSIENT));
  return *this;
}

result<bool> statement::step() {
  const int code = bound_ != 0 ? bound_ : sqlite3_step(prepared_.get());
  if (code == SQLITE_ROW) return true;
  bound_ = 0;
  if (code == SQLITE_DONE) {
    sqlite3_reset(prepared_.get());
    return false;
  }
  failure why = owner_->unusable(code);
  sqlite3_reset(prepared_.get());
  return why;
}

result<> statement::run() {
  const result<bool> row = step();
  if (!row) return row.error();
  if (*row) sqlite3_reset(prepared_.get());
  return {};
}

std::int64_t statement::number(int column) const {
  return sqlite3_column_int64(prepared_.get(), column);
}

std::optional<std::int64_t> statement::number_if_any(int column) const {
  if (sqlite3_column_type(prepared_.get(), column) == SQLITE_NULL) return std::nullopt;
  return number(column);
}

std::string_view statement::octets(int column) const {
  const void* const data = sqlite3_column_blob(prepared_.get(), column);
  const auto length = static_cast<std::size_t>(sqlite3_column_bytes(prepared_.get(), column));
  return data == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(data), length);
}

result<std::unique_ptr<database>> database::open(const std::filesystem::path& file) {
  std::unique_ptr<database> made(new database(file));
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, nullptr);
  made->opened_.reset(opened);
  if (code != SQLITE_OK) return made->unusable(code);
  sqlite3_extended_result_codes(opened, 1);
  sqlite3_busy_timeout(opened, longest_wait_in_milliseconds);
  return made;
}

result<> database::run(const char* sql) {
  const int code = sqlite3_exec(opened_.get(), sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? result<>() : unusable(code);
}

result<statement> database::prepare(std::string_view sql) {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v3(opened_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
  if (code != SQLITE_OK) return unusable(code);
  return statement(*this, prepared);
}

result<std::int64_t> database::number(std::string_view sql) {
  result<statement> asked = prepare(sql);
  if (!asked) return asked.error();
  const result<bool> row = asked->step();
  if (!row) return row.error();
  return *row ? asked->number(0) : 0;
}

std::int64_t database::last_row() const noexcept {
  return sqlite3_last_insert_rowid(opened_.get());
}

failure database::unusable(std::string_view reason) const {
  return {errc::archive_unusable, file_.string() + ": " + std::string(reason)};
}

failure database::unusable(int code) const {
  const bool has_own_words = opened_ != nullptr && sqlite3_extended_errcode(opened_.get()) == code;
  return unusable(has_own_words ? sqlite3_errmsg(opened_.get()) : sqlite3_errstr(code));
}

result<transaction> transaction::begin(database& owner) {
  const result<> begun = owner.run("BEGIN IMMEDIATE");
  if (!begun) return begun.error();
  return transaction(owner);
}

transaction::~transaction() {
  if (owner_ != nullptr) static_cast<void>(owner_->run("ROLLBACK"));
}

result<> transaction::commit() {
  const result<> done = owner_->run("COMMIT");
  if (done) owner_ = nullptr;
  return done;
}

}  // namespace pop3kit::archiving
