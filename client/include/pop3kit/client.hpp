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

/// A POP3 client whose operations block the caller.
///
///     pop3kit::client mail{"pop.example.org", 995, "alice", "s3cret"};
///     const auto listed = mail.list_messages().value();
///     for (const auto& message : listed) {
///       if (message.headers) std::cout << message.headers->subject().value_or("(no subject)") << '\n';
///     }
///
/// Each operation runs the coroutine of the same name of async_client on an event loop that belongs to this object, so
/// timeouts work in the same way. An operation returns a `result`; `.value()` throws `pop3kit::error` if the operation
/// failed.
///
/// Threads. Only one thread at a time may use a client, except that any thread may call interrupt(). A client runs one
/// operation at a time: if a handler, sink or receiver calls an operation of the client that called it, that operation
/// fails with errc::operation_in_progress and sends nothing, and the first one goes on.
///
/// Lifetime. A client that was moved from fails every operation with errc::client_moved_from; it can be destroyed and
/// assigned to.
///
/// Session. Nothing is sent before the first operation, which connects, negotiates TLS and logs in; connect() does so
/// explicitly. After a failure, `failure::session_usable()` is true if the session can still be used. After a session
/// has ended, the next operation connects again.
///
/// Sequence numbers. A sequence number belongs to one session (RFC 1939 section 5). After a session has ended for any
/// reason (it was lost, quit(), commit_deletes() or close() ended it, or an operation replaced it), an operation that
/// names a message by number fails with errc::session_lost and sends nothing. To use numbers of the new session, call
/// connect(), list_messages() for all messages, list_unique_ids(), or save_messages() or fetch_messages() for all
/// messages. Unique-ids stay valid. Before its first session, a client accepts any number.
///
/// Deletion marks. Marks of deleted messages end with their session. If the session is lost, none of the marked
/// messages was removed, and every operation fails with errc::session_lost until connect(). After close(), only the
/// next commit_deletes() or quit() fails that way, and only if no other message was marked in the meantime. If QUIT did
/// not commit the marks, commit_deletes() and quit() report the outcome of that QUIT again until a new session is open.
/// The destructor closes the connection without QUIT, so it removes nothing: call commit_deletes() or quit().
///
/// Errors. Every operation can fail with one of these:
/// - fault::misuse: the client sent nothing, and the session is as it was;
/// - fault::refused: the server answered -ERR; the session continues, unless the greeting, the login or QUIT was
///   refused;
/// - fault::protocol, fault::transport, fault::deadline, or fault::local (this machine): these usually end
///   the session.
///
/// docs/reference/errors.md lists the exceptions to these rules. An operation throws std::bad_alloc, and what a sink,
/// handler, receiver or stream of the caller throws, and nothing else. An empty sink or handler is
/// errc::invalid_option before anything is sent, unless it is documented as optional.
///
/// Timeouts. `client_options::timeout` limits connecting and logging in together, each reply, and each 64 KiB of a
/// message.
///
/// Idle sessions. If the server closed the session between two operations, for instance after its idle timeout, the
/// client detects this before it sends the next command, and the session counts as lost. Octets that arrived between
/// two operations are errc::unsolicited_data.
class client {
 public:
  /// Makes a client for a server and an account. `port` 0 means 995 for implicit TLS and 110 otherwise.
  ///
  /// Nothing is sent, opened or read before the first operation, which checks the arguments before it sends anything.
  /// It fails with errc::invalid_option if one is invalid, and errc::line_break_in_argument if the user name or
  /// password contains CR, LF or NUL.
  client(std::string host, std::uint16_t port, std::string user, std::string password,
         security protection = security::automatic);
  /// Makes a client with these options. Nothing is sent, opened or read before the first operation.
  ///
  /// The first operation checks the options before it sends anything. It fails with errc::invalid_option if an option
  /// is invalid, errc::line_break_in_argument if the credentials contain CR, LF or NUL, and errc::file_unreadable if a
  /// certificate file cannot be read.
  explicit client(client_options options);
  /// Takes over the session of another client, which can then only be destroyed or assigned to.
  client(client&&) noexcept;
  /// Closes the connection of this client without QUIT, and takes over the session of the other one.
  client& operator=(client&&) noexcept;
  /// Closes the connection without QUIT. Marked messages are not removed.
  ~client();

  /// Connects and logs in. Does nothing if a session is open.
  ///
  /// After a session was lost, this call lets operations work again: sequence numbers then mean messages of the new
  /// session, and the lost deletion marks are forgotten.
  [[nodiscard]] result<> connect();

  /// Returns the number of messages in the maildrop and their size in octets, as STAT reports them (RFC 1939 section
  /// 5). Messages that are marked as deleted do not count.
  [[nodiscard]] result<mailbox_info> get_mailbox_info();
  /// Returns the size of the maildrop in octets (STAT). Messages that are marked as deleted do not count.
  [[nodiscard]] result<std::uint64_t> get_mailbox_size();
  /// Returns the number of messages in the maildrop (STAT). Messages that are marked as deleted do not count.
  [[nodiscard]] result<std::uint64_t> get_message_count();

  /// Returns the headers of a message, decoded (TOP n 0, RFC 1939 section 7).
  ///
  /// Errors: errc::no_such_message; errc::refused if the server does not support TOP, because the client never uses
  /// RETR in its place; errc::header_too_large if the reply exceeds `client_limits::header_octets`.
  [[nodiscard]] result<header_collection> get_message_headers(message_reference which);
  /// Gets the headers of many messages (TOP n 0), and passes them to a handler one by one.
  ///
  /// The handler gets each header as it arrives, or the failure of that message, in the order that message_receiver
  /// documents. Commands are pipelined if the server supports PIPELINING, and several connections are used as in
  /// save_messages(). If the handler returns a failure, the operation and the session end.
  [[nodiscard]] result<transfer_report> get_message_headers(std::vector<message_reference> which,
                                                            header_handler handler);
  /// Returns the header of a message, the empty line and the first `lines` lines of its body, as the server sent them
  /// (TOP, RFC 1939 section 7).
  ///
  /// Errors: errc::no_such_message; errc::refused if the server does not support TOP; errc::header_too_large if the
  /// reply exceeds `client_limits::header_octets`.
  [[nodiscard]] result<std::string> top(message_reference which, std::uint64_t lines);

  /// Fetches a message into memory (RETR, RFC 1939 section 5).
  ///
  /// Errors: errc::no_such_message; errc::message_too_large if the message exceeds
  /// `client_limits::kept_message_octets`; errc::message_truncated if it ended before both its announced and its listed
  /// size, and no valid reply followed it.
  [[nodiscard]] result<mail_message> fetch_message(message_reference which);
  /// Fetches a message (RETR) and passes its octets to a sink as they arrive. Uses bounded memory for any message size.
  ///
  /// The sink may have got octets of a message that turns out to be incomplete. Only success means that it got the
  /// whole message. Errors are those of fetch_message(), with `client_limits::streamed_message_octets` as the limit.
  [[nodiscard]] result<> save_message(message_reference which, octet_sink sink);
  /// Fetches a message (RETR) into a file.
  ///
  /// When the file appears under its name, it is complete, durable, and readable by its owner only (see file_writer). A
  /// failure leaves an earlier file as it was. A symbolic link of that name is replaced, not followed. A folder, FIFO
  /// or device is refused. Fails with errc::file_unwritable, before anything is sent if the file cannot be created.
  /// Other errors are those of save_message() with a sink.
  [[nodiscard]] result<> save_message(message_reference which, const std::filesystem::path& file);
  /// Fetches a message (RETR) into a stream, and flushes the stream at the end.
  ///
  /// The stream must live until the operation has ended. Fails with errc::file_unwritable if the stream goes bad. Other
  /// errors are those of save_message() with a sink.
  [[nodiscard]] result<> save_message(message_reference which, std::ostream& out);

  /// Fetches many messages (RETR) and passes their octets to a receiver as they arrive, in bounded memory.
  ///
  /// The receiver must live until the operation has ended. A message that cannot be fetched is reported to the receiver
  /// with a failure; the operation goes on with the other messages. Commands are pipelined if the server supports
  /// PIPELINING. If use_multi_connection() allows it, up to connections_quantity() connections are used. last_report()
  /// then describes each of them.
  ///
  /// A message that arrives broken (fault::protocol: truncated, malformed, too large) ends the session. The client then
  /// logs in again and fetches the other messages, which requires unique-ids. The operation fails after 16 new sessions
  /// in a row without a complete message. A lost connection or a timeout ends the operation, unless
  /// `client_options::reconnect` allows the client to reconnect. failure::detail() names the message whose reply was
  /// due.
  [[nodiscard]] result<transfer_report> save_messages(std::vector<message_reference> which, message_receiver& receiver);
  /// Fetches every message of the maildrop, as save_messages() with a list of messages and a receiver does.
  [[nodiscard]] result<transfer_report> save_messages(message_receiver& receiver);
  /// Fetches many messages (RETR) into files "NAME.eml" of a folder, which is created if needed.
  ///
  /// message_file_names defines the names, from the unique-ids of the whole maildrop. When a file appears under its
  /// name, it is complete, durable, and readable by its owner only. Files are synced in groups (see file_group), which
  /// is much faster than one by one.
  ///
  /// The handler may be empty. It is called for each message after its group was synced; do not delete a message on the
  /// server before that. If the session is lost, complete messages are still synced and reported before the operation
  /// fails. A file that cannot be written ends the operation with errc::file_unwritable. Connections, pipelining and
  /// failures of messages are as in save_messages() with a receiver.
  [[nodiscard]] result<transfer_report> save_messages(std::vector<message_reference> which,
                                                      const std::filesystem::path& folder, saved_handler handler = {});
  /// Fetches every message of the maildrop into a file of the folder, as save_messages() with a list of messages and a
  /// folder does.
  [[nodiscard]] result<transfer_report> save_messages(const std::filesystem::path& folder, saved_handler handler = {});
  /// Fetches many messages (RETR) into memory, and passes each to a handler when it is complete.
  ///
  /// The handler gets each message, or the failure of that message, in the order that message_receiver documents. A
  /// message that exceeds `client_limits::kept_message_octets` fails with errc::message_too_large. If the handler
  /// returns a failure, the operation and the session end. Connections, pipelining and failures of messages are as in
  /// save_messages() with a receiver.
  [[nodiscard]] result<transfer_report> fetch_messages(std::vector<message_reference> which, message_handler handler);
  /// Fetches every message of the maildrop into memory, as fetch_messages() with a list of messages does.
  [[nodiscard]] result<transfer_report> fetch_messages(message_handler handler);

  /// Returns what the server reports about one message: LIST n, UIDL n and, for list_fields::headers, TOP n 0.
  ///
  /// `unique_id` is empty if the server does not support UIDL. `headers` is empty if the server refuses TOP;
  /// last_report().headers_refused is 1 then. Fails with errc::no_such_message if there is no such message.
  [[nodiscard]] result<message_info> get_message_info(message_reference which,
                                                      list_fields fields = list_fields::headers);
  /// Returns the size of a message in octets, as the server counts them (LIST n). Fails with errc::no_such_message if
  /// there is no such message.
  [[nodiscard]] result<std::uint64_t> get_message_size(message_reference which);
  /// Lists all messages by sequence number: LIST, UIDL and, for list_fields::headers, TOP n 0 for each message.
  ///
  /// Messages that are marked as deleted are not listed. `unique_id` is empty if the server does not support UIDL.
  /// `headers` is empty if the server refuses TOP. If use_multi_connection() allows it, the headers come over up to
  /// connections_quantity() connections; last_report() then describes each of them.
  [[nodiscard]] result<message_listing> list_messages(list_fields fields = list_fields::headers);
  /// Lists some messages: returns one result for each reference, in the order of `which`.
  ///
  /// A result is errc::no_such_message if no message matches the reference, and errc::ambiguous_unique_id if several
  /// do. Everything else is as in list_messages() for all messages.
  [[nodiscard]] result<std::vector<result<message_info>>> list_messages(std::vector<message_reference> which,
                                                                        list_fields fields = list_fields::headers);
  /// Lists the sequence numbers and unique-ids of all messages (UIDL, RFC 1939 section 7). Sizes and headers are empty.
  ///
  /// Fails with errc::refused if the server does not support UIDL.
  [[nodiscard]] result<message_listing> list_unique_ids();

  /// Marks a message as deleted (DELE, RFC 1939 section 5). The server removes it at commit_deletes() or quit(), not
  /// before. Fails with errc::no_such_message if there is no such message.
  [[nodiscard]] result<> delete_message(message_reference which);
  /// Marks every message of the maildrop as deleted (LIST, then DELE for each).
  ///
  /// If the server refuses to mark some messages, the others are marked, and the operation fails with the first
  /// refusal. failure::detail() contains the counts and names the message.
  [[nodiscard]] result<> delete_messages();
  /// Marks messages as deleted (DELE). Commands are pipelined if the server supports PIPELINING.
  ///
  /// A message that is named twice is marked once. A number below 1 or an empty unique-id is misuse: nothing is marked.
  /// If some messages cannot be marked, because they are unknown, already marked, ambiguous, or refused by the server,
  /// the others are marked, and the operation fails with the first failure. failure::detail() contains the counts and
  /// names the message.
  [[nodiscard]] result<> delete_messages(std::vector<message_reference> which);
  /// Removes all deletion marks (RSET, RFC 1939 section 5).
  [[nodiscard]] result<> undelete_messages();
  /// Alias of undelete_messages().
  [[nodiscard]] result<> rollback() { return undelete_messages(); }
  /// Sends QUIT, so that the server removes the marked messages (UPDATE state, RFC 1939 section 6), and ends the
  /// session.
  ///
  /// The report says whether the server removed all of them, none or some, or that this is unknown because no answer
  /// arrived. All of these are values, not failures. Fails with errc::session_lost if the session that held the marks
  /// was lost before: nothing was removed. Without a session there is nothing to commit; the operation succeeds and
  /// does not connect.
  [[nodiscard]] result<commit_report> commit_deletes();

  /// Asks the server for its capabilities again (CAPA, RFC 2449), and returns them. Empty if the server does not
  /// support CAPA.
  [[nodiscard]] result<capabilities> get_capabilities();
  /// Returns the capabilities that the latest login received, for `client_options::remembered` of another client.
  ///
  /// Sends nothing. Empty before the first login, and if the server does not support CAPA.
  [[nodiscard]] std::optional<known_capabilities> get_known_capabilities() const;
  /// Logs in in UTF-8 mode (RFC 6856 section 2.1), now and in each later session of this client.
  ///
  /// Succeeds at once if the session is in UTF-8 mode. Errors: errc::wrong_state if a session without it is open,
  /// because UTF8 must be sent before the login; errc::capability_missing if the server does not announce UTF8, or the
  /// server's refusal. There is no session then.
  [[nodiscard]] result<> enable_utf8();
  /// Returns the languages that the server offers for its response texts (LANG, RFC 6856 section 3.2). Fails with
  /// errc::capability_missing if the server does not announce LANG.
  [[nodiscard]] result<std::vector<language>> languages();
  /// Selects the language of the server's response texts in this session (LANG), and returns its tag.
  ///
  /// `range` is a language range such as "es", or "*" for the server's preference. Errors: errc::language_unknown if
  /// the server refuses the range; errc::capability_missing if it does not announce LANG; fault::misuse if the range
  /// cannot be an argument, for instance because it contains a space.
  [[nodiscard]] result<std::string> set_language(std::string range);
  /// Sends NOOP (RFC 1939 section 5), for instance so that the server's idle timeout does not expire.
  [[nodiscard]] result<> noop();
  /// Waits, and sends NOOP every `client_options::keep_alive` (every minute if that is 0) to keep the session open.
  ///
  /// Connects first if there is no session. If the operation is interrupted while it waits, the session stays open.
  /// Fails with errc::invalid_option if `how_long` is negative.
  [[nodiscard]] result<> pause(std::chrono::nanoseconds how_long);
  /// Logs in, or sends NOOP if a session is open. Fails with errc::authentication_failed if the server refuses the
  /// credentials.
  [[nodiscard]] result<> validate_credentials();
  /// Sends QUIT and ends the session. The server then removes the marked messages, as at commit_deletes().
  ///
  /// If messages are marked and the server answers -ERR, the operation fails with errc::some_not_removed or
  /// errc::commit_rejected, or with the error of the response code, such as errc::permanent_failure for [SYS/PERM]. If
  /// no answer arrives, it fails with the cause. If no message is marked, the outcome of QUIT does not matter: the
  /// operation succeeds after at most two seconds.
  [[nodiscard]] result<> quit();
  /// Closes the connection at once, without QUIT. A running operation fails with errc::cancelled.
  ///
  /// Sequence numbers and deletion marks of the session become invalid: none of the marked messages is removed.
  void close() noexcept;

  /// Ends the operation that another thread is waiting for. Any thread may call this function.
  ///
  /// The operation fails with errc::cancelled, unless it is already complete, and its session ends without QUIT (except
  /// that pause() keeps the session while it waits). None of the marked messages is removed; if there were any, every
  /// operation fails with errc::session_lost until connect(). Otherwise the next operation connects again. An
  /// interrupted commit_deletes() or quit() reports what it knows, as after a lost connection.
  ///
  /// Returns at once. Does nothing if no operation is running; the next operation is not affected. A handler, sink or
  /// receiver of the caller is not stopped: the operation ends after it has returned.
  ///
  /// May be called at any time between construction and destruction, but not while another thread moves the client or
  /// assigns to it. Takes a lock, so it must not be called in a signal handler.
  void interrupt();

  /// Sets how many connections an operation on many messages may use, including this one. See multi_connection.
  void connections_quantity(std::size_t most);
  /// Sets whether operations on many messages use several connections. See multi_connection.
  void use_multi_connection(multi_connection mode);
  /// Sets the progress callback for operations on many messages. An empty function removes it.
  void watch_progress(progress_handler watcher);
  /// Returns a report on the connections of the latest operation that fetched or listed messages or headers.
  ///
  /// The reference is valid as long as the client; the next such operation changes the report.
  [[nodiscard]] const connection_report& last_report() const noexcept;

 private:
  friend struct engine::client_access;
  struct implementation;
  explicit client(std::unique_ptr<implementation> held);
  std::unique_ptr<implementation> implementation_;
};

}  // namespace pop3kit
