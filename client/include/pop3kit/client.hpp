#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <pop3kit/async_client.hpp>
#include <pop3kit/client_options.hpp>
#include <string>

namespace pop3kit {

/// A POP3 client whose operations block the caller. Each runs the coroutine of the same name of `async_client` on an
/// event loop of its own, so deadlines hold here too; what is said there of states, errors and limits holds word for
/// word. One thread at a time, but for interrupt(). `.value()` of a result throws `pop3kit::error`, so code may be
/// written either way:
///
///     pop3kit::client mail{"pop.example.org", 995, "alice", "s3cret"};
///     const auto listed = mail.list_messages().value();
///     for (const auto& message : listed) {
///       if (message.headers) std::cout << message.headers->subject().value_or("(no subject)") << '\n';
///     }
///
/// Nothing is sent before the first operation. The destructor closes without QUIT, so nothing is ever deleted by
/// accident: call commit_deletes() or quit().
///
/// A sequence number belongs to one session. After the session has ended for any reason (a loss, quit(),
/// commit_deletes() or close()), operations that name a message by number fail with errc::session_lost until connect()
/// or a new listing of all messages. Unique-ids stay valid.
///
/// One operation at a time. A handler, sink or receiver that calls an operation of the client that calls it gets
/// errc::operation_in_progress at once: nothing is sent, and the operation under way goes on.
///
/// A client that was moved from refuses every operation with errc::client_moved_from until it is assigned to.
class client {
 public:
  /// `port` 0 means 995 for implicit TLS and 110 otherwise.
  client(std::string host, std::uint16_t port, std::string user, std::string password,
         security protection = security::automatic);
  explicit client(client_options options);
  client(client&&) noexcept;
  client& operator=(client&&) noexcept;
  ~client();

  [[nodiscard]] result<> connect();
  [[nodiscard]] result<mailbox_info> get_mailbox_info();
  [[nodiscard]] result<std::uint64_t> get_mailbox_size();
  [[nodiscard]] result<std::uint64_t> get_message_count();
  [[nodiscard]] result<header_collection> get_message_headers(message_reference which);
  [[nodiscard]] result<transfer_report> get_message_headers(std::vector<message_reference> which,
                                                            header_handler handler);
  [[nodiscard]] result<std::string> top(message_reference which, std::uint64_t lines);
  [[nodiscard]] result<mail_message> fetch_message(message_reference which);
  [[nodiscard]] result<> save_message(message_reference which, octet_sink sink);
  /// RETR into a file, which is whole, readable by its owner only, and durable when it appears under its name. A
  /// failure leaves an earlier file as it was. A symbolic link at the name is replaced, not followed; a folder, FIFO or
  /// device is refused. errc::file_unwritable, before anything is sent if the file cannot be created.
  [[nodiscard]] result<> save_message(message_reference which, const std::filesystem::path& file);
  [[nodiscard]] result<> save_message(message_reference which, std::ostream& out);
  [[nodiscard]] result<transfer_report> save_messages(std::vector<message_reference> which, message_receiver& receiver);
  [[nodiscard]] result<transfer_report> save_messages(message_receiver& receiver);
  /// RETR of many messages into files of a folder, which is created if needed: "NAME.eml", as message_file_names names
  /// the messages of the maildrop. A file is whole, readable by its owner only, and durable when it appears under its
  /// name. Files are synced in groups, which is much faster than one by one. `handler`, which may be empty, is told of
  /// each message after its group was synced: delete a message on the server only after that. If the session is lost,
  /// whole messages are still synced and reported before the operation fails. errc::file_unwritable if a file cannot be
  /// written.
  [[nodiscard]] result<transfer_report> save_messages(std::vector<message_reference> which,
                                                      const std::filesystem::path& folder, saved_handler handler = {});
  /// Saves every message of the maildrop to a file of the folder, as above.
  [[nodiscard]] result<transfer_report> save_messages(const std::filesystem::path& folder, saved_handler handler = {});
  [[nodiscard]] result<transfer_report> fetch_messages(std::vector<message_reference> which, message_handler handler);
  [[nodiscard]] result<transfer_report> fetch_messages(message_handler handler);
  [[nodiscard]] result<message_info> get_message_info(message_reference which,
                                                      list_fields fields = list_fields::headers);
  [[nodiscard]] result<std::uint64_t> get_message_size(message_reference which);
  [[nodiscard]] result<message_listing> list_messages(list_fields fields = list_fields::headers);
  [[nodiscard]] result<std::vector<result<message_info>>> list_messages(std::vector<message_reference> which,
                                                                        list_fields fields = list_fields::headers);
  [[nodiscard]] result<message_listing> list_unique_ids();
  [[nodiscard]] result<> delete_message(message_reference which);
  [[nodiscard]] result<> delete_messages();
  /// DELE of the messages that are meant: marks them; nothing is removed before commit_deletes() or quit(). A message
  /// that is named twice is marked once. A number below 1, or an empty unique-id, is misuse: nothing is marked. If
  /// other messages cannot be marked, because they are unknown, marked already, ambiguous or refused by the server, the
  /// others are marked, and the operation fails with the first failure; its detail holds the counts and names that
  /// message.
  [[nodiscard]] result<> delete_messages(std::vector<message_reference> which);
  [[nodiscard]] result<> undelete_messages();
  [[nodiscard]] result<> rollback() { return undelete_messages(); }
  [[nodiscard]] result<commit_report> commit_deletes();
  [[nodiscard]] result<capabilities> get_capabilities();
  [[nodiscard]] std::optional<known_capabilities> get_known_capabilities() const;
  [[nodiscard]] result<> enable_utf8();
  [[nodiscard]] result<std::vector<language>> languages();
  [[nodiscard]] result<std::string> set_language(std::string range);
  [[nodiscard]] result<> noop();
  [[nodiscard]] result<> pause(std::chrono::nanoseconds how_long);
  [[nodiscard]] result<> validate_credentials();
  [[nodiscard]] result<> quit();
  void close() noexcept;

  /// Ends the operation that another thread is waiting for. That operation fails with errc::cancelled, unless it is
  /// complete already, and its session ends without QUIT. Marks of deleted messages are lost with the session: none of
  /// these messages was removed, and every operation fails with errc::session_lost until connect(). If nothing was
  /// marked, the next operation connects again. An interrupted commit_deletes() or quit() says what it knows, as at a
  /// lost connection.
  ///
  /// Returns at once. Without an operation under way nothing happens, and the next operation is not affected. A
  /// handler, sink or receiver of the caller is not stopped: the operation ends after it has returned.
  ///
  /// The only member that any thread may call at any time between construction and destruction, while no other thread
  /// moves the client or assigns to it. Not for signal handlers, because it takes a lock.
  void interrupt();

  void connections_quantity(std::size_t most);
  void use_multi_connection(multi_connection mode);
  void watch_progress(progress_handler watcher);
  [[nodiscard]] const connection_report& last_report() const noexcept;

 private:
  friend struct engine::client_access;
  struct implementation;
  explicit client(std::unique_ptr<implementation> held);
  std::unique_ptr<implementation> implementation_;
};

}  // namespace pop3kit
