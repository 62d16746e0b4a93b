#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <pop3kit/result.hpp>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace pop3kit::archiving {

class database;

/// A statement of SQL, prepared once and run often. Parameters and columns are counted from 0.
class statement {
 public:
  /// Binds a parameter. Octets are copied.
  statement& bind(int parameter, std::int64_t value);
  statement& bind(int parameter, std::optional<std::int64_t> value);
  statement& bind(int parameter, std::string_view text);
  statement& bind_octets(int parameter, std::string_view octets);

  /// Runs the statement up to its next row. Returns false if there is none; the statement can then be bound again.
  [[nodiscard]] result<bool> step();
  /// Runs a statement that returns no rows.
  [[nodiscard]] result<> run();

  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::optional<std::int64_t> number_if_any(int column) const;
  /// The octets are valid until the next step().
  [[nodiscard]] std::string_view octets(int column) const;

 private:
  friend class database;
  struct finalizer {
    void operator()(sqlite3_stmt* prepared) const noexcept;
  };
  statement(database& owner, sqlite3_stmt* prepared) noexcept : owner_(&owner), prepared_(prepared) {}
  void note(int code) noexcept {
    if (bound_ == 0) bound_ = code;
  }

  database* owner_;
  std::unique_ptr<sqlite3_stmt, finalizer> prepared_;
  int bound_ = 0;  ///< the first error of bind()
};

/// A connection to an SQLite database. Every failure is errc::archive_unusable, with the file and SQLite's reason.
class database {
 public:
  /// Opens a file that exists. It may be empty.
  [[nodiscard]] static result<std::unique_ptr<database>> open(const std::filesystem::path& file);

  /// Runs statements that return no rows.
  [[nodiscard]] result<> run(const char* sql);
  [[nodiscard]] result<statement> prepare(std::string_view sql);
  /// Returns the number that a statement returns in its first row, such as a pragma.
  [[nodiscard]] result<std::int64_t> number(std::string_view sql);
  [[nodiscard]] std::int64_t last_row() const noexcept;

  [[nodiscard]] failure unusable(std::string_view reason) const;
  [[nodiscard]] failure unusable(int code) const;

 private:
  struct closer {
    void operator()(sqlite3* opened) const noexcept;
  };
  explicit database(std::filesystem::path file) : file_(std::move(file)) {}

  std::filesystem::path file_;
  std::unique_ptr<sqlite3, closer> opened_;
};

/// A transaction that is rolled back unless it was committed.
class transaction {
 public:
  [[nodiscard]] static result<transaction> begin(database& owner);
  transaction(transaction&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
  transaction& operator=(transaction&&) = delete;
  ~transaction();

  /// Returns when the transaction is durable.
  [[nodiscard]] result<> commit();

 private:
  explicit transaction(database& owner) noexcept : owner_(&owner) {}
  database* owner_;
};

}  // namespace pop3kit::archiving
