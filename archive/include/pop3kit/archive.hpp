#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <pop3kit/async_client.hpp>
#include <pop3kit/client_options.hpp>
#include <pop3kit/file_system.hpp>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/message_store.hpp>
#include <pop3kit/result.hpp>
#include <string>

namespace pop3kit {

/// Which messages archive::synchronize() deletes on the server. It deletes only messages that are in the store.
enum class deletion_policy {
  keep,           ///< none
  delete_stored,  ///< all
  delete_after,   ///< those that were stored at least sync_options::days ago
  keep_newest,    ///< all but the sync_options::newest messages with the highest sequence numbers
};

/// What an archive has done with a message.
enum class archive_event_kind {
  stored,      ///< it is durable in the store
  recognized,  ///< it was in the store already, and the state did not know it; nothing was downloaded
  skipped,     ///< it is larger than sync_options::largest_message; it was neither downloaded nor deleted
  failed,      ///< it could not be downloaded or stored; see archive_event::cause
  deleted,     ///< the server has removed it
};

/// An event that archive::synchronize() reports.
struct archive_event {
  /// Makes an event of a message.
  archive_event(archive_event_kind what, const message_info& which) : kind(what), message(which) {}
  archive_event_kind kind;  ///< what happened
  message_info message;     ///< sequence number in this session, unique-id and size
  std::string place;        ///< where the message is in the store; empty for other kinds than stored and recognized
  std::optional<failure> cause;  ///< why the message failed; empty for other kinds
};

/// How archive::synchronize() works.
struct sync_options {
  /// Makes options that download everything and delete nothing.
  sync_options() = default;
  /// The name of the maildrop in the state. Messages of different names are different messages. Required with an
  /// async_client; otherwise, empty means archive::account_name() of the client's options.
  std::string account;
  deletion_policy deletion = deletion_policy::keep;  ///< which messages are deleted on the server
  std::chrono::days days{};                          ///< for deletion_policy::delete_after; not negative
  std::uint64_t newest = 0;                          ///< for deletion_policy::keep_newest
  /// Larger messages, by their size in LIST, are neither downloaded nor deleted.
  std::optional<std::uint64_t> largest_message;
  /// Whether to go on if the server has changed all unique-ids. Messages are then recognized by header and size.
  bool adopt = false;
  /// Called for each event, on the thread that runs the operation. May be empty. Must not use the client or the
  /// archive. If it throws an exception, the operation ends, and throws it.
  std::function<void(const archive_event&)> on_event;
};

/// What archive::synchronize() did.
struct sync_report {
  /// Makes a report on nothing.
  sync_report() = default;
  std::uint64_t listed = 0;              ///< messages in the maildrop
  std::uint64_t stored = 0;              ///< messages that were downloaded and are durable in the store
  std::uint64_t recognized = 0;          ///< messages that were in the store already, and that the state did not know
  std::uint64_t skipped = 0;             ///< messages that are larger than sync_options::largest_message
  std::uint64_t failed = 0;              ///< messages that could not be downloaded or stored
  std::uint64_t deleted = 0;             ///< messages that the server removed
  std::optional<failure> first_failure;  ///< the cause of the first failed message
  /// What became of the deletions; empty if none were due, or if they failed before QUIT.
  std::optional<commit_status> deletion;
  std::optional<failure> deletion_failure;  ///< why deletions that were due did not happen, or may not have happened
};

/// Downloads mail into a local store, each message exactly once, and deletes on the server only what is stored.
///
///     auto mail = pop3kit::archive::open("mail/state.sqlite3").value();
///     auto store = pop3kit::make_maildir_store("mail");
///     pop3kit::client_options server{"pop.example.org", 995, {"alice", "s3cret"}};
///     const pop3kit::sync_report report = mail.synchronize(server, *store).value();
///
/// The archive remembers in an SQLite database which messages it has stored, from any number of accounts. Each message
/// is stored once, whole and unchanged, if processes are killed, the power fails, connections are lost or servers
/// misbehave. docs/why/archive.md describes how, and what the limits are.
///
/// All functions block, except that the coroutine waits for the network as async_client does; it blocks for files. An
/// archive must not be used by two threads at a time. An archive that was moved from can only be destroyed or assigned
/// to.
class archive {
 public:
  /// Opens the state of an archive, or creates it. Its folder must exist. No other process can open it meanwhile.
  ///
  /// `now` tells the time; empty: the system's clock. `files` must outlive the archive. Errors: errc::archive_in_use if
  /// another archive object has opened the file; errc::archive_unusable if the file is not the state of an archive, or
  /// was made by a later version; errc::file_unwritable.
  [[nodiscard]] static result<archive> open(const std::filesystem::path& state,
                                            std::function<std::chrono::system_clock::time_point()> now = {},
                                            file_system& files = native_file_system());
  /// Takes over the state of another archive.
  archive(archive&&) noexcept;
  /// Closes the own state and takes over that of another archive.
  archive& operator=(archive&&) noexcept;
  /// Closes the state.
  ~archive();

  /// Downloads every message that is not in the store, then deletes on the server what the policy selects.
  ///
  /// The client connects if needed. If messages were deleted, or marked, its session has ended afterwards. `mail`,
  /// `store` and this archive must live until the operation has ended. Deletion marks that the client has set earlier
  /// would be committed as well: use a client without marks.
  ///
  /// A message that fails is counted in the report, and the others are not affected. The operation itself fails if the
  /// connection is lost, the state or store cannot be used, or the listing cannot be had; messages that were stored
  /// until then are known to the next run. Errors: errc::unique_ids_changed, and nothing was downloaded or deleted, if
  /// the server has changed all unique-ids and sync_options::adopt is false; errc::invalid_option if `how` is invalid;
  /// errc::archive_unusable; the errors of message_store, and those of async_client. Cancellation is that of
  /// async_client.
  [[nodiscard]] async_client::awaitable<sync_report> synchronize(async_client& mail, message_store& store,
                                                                 sync_options how);
  /// Logs in to a maildrop and does the same as synchronize() with a client. Logs out at the end.
  ///
  /// If `how.account` is empty, it is account_name() of the options.
  [[nodiscard]] result<sync_report> synchronize(client_options server, message_store& store,
                                                sync_options how = sync_options());

  /// Returns USER@HOST, and ":PORT" after it if the port is neither 0, 110 nor 995. Letters of the host become
  /// lower-case.
  [[nodiscard]] static std::string account_name(const client_options& server);

 private:
  struct implementation;
  explicit archive(std::unique_ptr<implementation> held) noexcept;
  std::unique_ptr<implementation> implementation_;
};

}  // namespace pop3kit
