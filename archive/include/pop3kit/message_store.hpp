#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <pop3kit/file_system.hpp>
#include <pop3kit/message_digest.hpp>
#include <pop3kit/message_reference.hpp>
#include <pop3kit/result.hpp>
#include <span>
#include <string>
#include <vector>

namespace pop3kit {

/// The delivery of one message to a store.
struct delivery {
  /// Makes a delivery without a name.
  delivery() = default;
  /// 32 hexadecimal digits, which depend on the account and the identity of the message alone. The same message has the
  /// same name in every run; different messages have different names.
  std::string name;
  std::optional<unique_id> id;      ///< the unique-id, for names that people can read; empty if the message has none
  std::chrono::sys_seconds time{};  ///< when the run began; differs between runs
};

/// A message that a store has.
struct stored_copy {
  /// Makes a copy without a place.
  stored_copy() = default;
  std::string place;      ///< where it is, for people: a file name, for instance
  message_digest digest;  ///< of the message, as message_hash calculates it
};

/// A message that is being written to a store. Destroying it discards the message, unless it was committed.
class message_writer {
 public:
  /// Makes a writer.
  message_writer() = default;
  /// A writer cannot be copied.
  message_writer(const message_writer&) = delete;
  /// A writer cannot be assigned.
  message_writer& operator=(const message_writer&) = delete;
  /// Discards the message, unless it was committed.
  virtual ~message_writer() = default;
  /// Appends octets of the message, as the server sent them, with CRLF line ends.
  [[nodiscard]] virtual result<> write(std::span<const char> octets) = 0;
};

/// A place in which an archive stores messages. Implement this interface to store them elsewhere.
///
/// An archive calls prepare() at the beginning of each run, exists() for each message that it does not know, begin()
/// and message_writer::write() as messages arrive, and commit() for groups of whole messages. Several messages are open
/// at the same time. A run can end at any point, without further calls: the next run calls prepare() again. All
/// functions block, and are called by one thread at a time. Report failures as errc::file_unwritable, or with a code
/// that suits.
class message_store {
 public:
  /// Makes a store.
  message_store() = default;
  /// A store cannot be copied.
  message_store(const message_store&) = delete;
  /// A store cannot be assigned.
  message_store& operator=(const message_store&) = delete;
  /// Destroys the store. Its writers must not be used afterwards.
  virtual ~message_store() = default;

  /// Repairs what a run that was killed has left. `archive_name` is 32 hexadecimal digits that are the same in each run
  /// of this archive. The caller guarantees that no other run of this archive exists. The default does nothing.
  [[nodiscard]] virtual result<> prepare(const std::string& archive_name);
  /// Returns the message that was committed under the name of this delivery, in any run. Returns nothing if there is
  /// none. A copy that is returned must be whole and durable.
  [[nodiscard]] virtual result<std::optional<stored_copy>> exists(const delivery& which) = 0;
  /// Begins a message. Nothing of it may be visible in the store before commit().
  [[nodiscard]] virtual result<std::unique_ptr<message_writer>> begin(const delivery& which) = 0;
  /// Stores messages that were written completely. The writers come from begin() of this store.
  ///
  /// Returns one result for each message, in their order: its place, or why it is not stored. A message with a place
  /// must be durable when this function returns, and never partly visible. The others must not be in the store.
  [[nodiscard]] virtual std::vector<result<std::string>> commit(
      std::vector<std::unique_ptr<message_writer>> messages) = 0;
};

/// Makes a store for a Maildir, which is created if needed.
///
/// Messages have LF line ends. They are written in `tmp` and linked into `new`; files are called
/// SECONDS.MnnnnnnQNAME.pop3kit. A message counts as stored if its name is in `new` or `cur`, whatever flags a mail
/// program has added. `files` must outlive the store. See docs/why/archive.md for the order of the steps.
[[nodiscard]] std::unique_ptr<message_store> make_maildir_store(std::filesystem::path folder,
                                                                file_system& files = native_file_system());

/// Makes a store for a folder with one file for each message, which is created if needed.
///
/// Files are called UNIQUE-ID.NAME.eml, or NAME.eml, with the unique-id as safe_file_name() writes it. They contain the
/// octets that the server sent. `files` must outlive the store.
[[nodiscard]] std::unique_ptr<message_store> make_eml_store(std::filesystem::path folder,
                                                            file_system& files = native_file_system());

/// Makes a store for an mbox, which is created if needed. Its folder must exist.
///
/// The format is mboxrd with LF line ends. A From line contains the name of the delivery, the length and a digest. The
/// mbox is locked with MBOX.lock and an fcntl lock while messages are appended. If another program holds a lock, the
/// functions fail at once with errc::archive_in_use. prepare() removes what a killed run has appended in part. If it
/// cannot tell this from messages of other programs, it fails with errc::archive_unusable and changes nothing. `files`
/// must outlive the store.
[[nodiscard]] std::unique_ptr<message_store> make_mbox_store(std::filesystem::path file,
                                                             file_system& files = native_file_system());

}  // namespace pop3kit
