#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <pop3kit/file_system.hpp>
#include <pop3kit/message_digest.hpp>
#include <pop3kit/result.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "state/database.hpp"

namespace pop3kit::archiving {

using seconds_since_1970 = std::chrono::sys_seconds;
using row_number = std::int64_t;

/// What names a message of an account.
enum class identity_kind {
  unique_id = 0,  ///< its unique-id
  header = 1,     ///< the digest of its header, and its size in LIST
};

struct message_identity {
  identity_kind kind = identity_kind::unique_id;
  std::string octets;           ///< the unique-id, or digest and size
  std::int64_t generation = 1;  ///< counts the messages of the account that have these octets
};

/// What a run must know about each stored message. The octets are valid until the next row.
struct known_message {
  row_number row = 0;
  std::string_view unique_id;
  std::int64_t generation = 1;
  std::optional<std::uint64_t> listed_size;
  seconds_since_1970 stored;
  bool deletion_asked = false;  ///< DELE was sent, or was about to be, and the outcome is unknown
  bool deleted = false;         ///< the server said that it removed the message, or the message disappeared after DELE
  bool missing = false;         ///< the latest listing did not have it
};

/// A message that is durable in the store.
struct stored_message {
  message_identity identity;
  std::optional<std::uint64_t> listed_size;
  message_digest digest;
  std::string place;
};

/// A message of the state that has a certain header.
struct same_header {
  row_number row = 0;
  std::optional<std::uint64_t> listed_size;
  seconds_since_1970 stored;
  std::string place;
  message_digest digest;
};

/// The memory of an archive: which messages are in the store. See docs/why/archive.md.
///
/// Each function that changes rows is one transaction, which is durable when the function returns.
class archive_state {
 public:
  /// Opens the state, or creates it. Locks it against other processes as long as the object exists.
  ///
  /// Errors: errc::archive_in_use; errc::archive_unusable if the file is not the state of an archive, or of a later
  /// version of this program; errc::file_unwritable.
  [[nodiscard]] static result<std::unique_ptr<archive_state>> open(const std::filesystem::path& file,
                                                                   file_system& files = native_file_system());

  /// Returns the random name of this archive: 32 hexadecimal digits.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// Returns the number of an account, which is made if needed.
  [[nodiscard]] result<row_number> find_account(std::string_view account);

  /// Calls a function for each unique-id of an account, in the order of the unique-ids as octets, with the message of
  /// the latest generation. Ends with the failure that the function returns.
  [[nodiscard]] result<> for_each_unique_id(row_number account,
                                            const std::function<result<>(const known_message&)>& handler);
  /// Returns the messages of an account with this header, oldest first.
  [[nodiscard]] result<std::vector<same_header>> find_header(row_number account, const message_digest& digest);
  /// Returns the messages that are known by their header and that the previous listing had; the second value is true if
  /// their deletion was asked.
  [[nodiscard]] result<std::vector<std::pair<row_number, bool>>> present_by_header(row_number account);
  /// Returns the digest of a message.
  [[nodiscard]] result<message_digest> digest_of(row_number message);
  /// Returns the greatest generation of an identity, whatever the generation in the argument; 0 if there is none.
  [[nodiscard]] result<std::int64_t> latest_generation(row_number account, const message_identity& identity);
  /// Returns true if the account has a message that was in the previous listing, and whose size in LIST was this one.
  [[nodiscard]] result<bool> has_present_of_size(row_number account, std::uint64_t listed_size);

  /// Adds messages that are durable in the store. Returns their rows, in the same order.
  [[nodiscard]] result<std::vector<row_number>> add(row_number account, std::span<const stored_message> messages,
                                                    seconds_since_1970 seen, seconds_since_1970 now);
  /// Notes that messages are about to be deleted.
  [[nodiscard]] result<> ask_deletion(std::span<const row_number> messages, seconds_since_1970 now);
  /// Notes that the server has deleted messages.
  [[nodiscard]] result<> note_deleted(std::span<const row_number> messages, seconds_since_1970 now);
  /// Notes that messages are on the server and are not about to be deleted.
  [[nodiscard]] result<> note_kept(std::span<const row_number> messages);
  /// Notes that messages are not in the latest listing.
  [[nodiscard]] result<> note_missing(std::span<const row_number> messages, seconds_since_1970 now);
  /// Notes that a message is in the latest listing, and its size there.
  [[nodiscard]] result<> note_listed(row_number message, std::optional<std::uint64_t> listed_size);

 private:
  archive_state(std::unique_ptr<open_file> lock, std::unique_ptr<database> opened) noexcept
      : lock_(std::move(lock)), database_(std::move(opened)) {}
  [[nodiscard]] result<> migrate();
  [[nodiscard]] result<> learn_name();
  [[nodiscard]] result<> update(const char* sql, std::span<const row_number> messages,
                                std::optional<seconds_since_1970> now);

  std::unique_ptr<open_file> lock_;
  std::unique_ptr<database> database_;
  std::string name_;
};

}  // namespace pop3kit::archiving
