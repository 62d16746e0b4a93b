#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <pop3kit/capabilities.hpp>
#include <pop3kit/client_options.hpp>
#include <pop3kit/mail_message.hpp>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/message_listing.hpp>
#include <pop3kit/message_receiver.hpp>
#include <pop3kit/result.hpp>
#include <span>
#include <string>
#include <vector>

namespace pop3kit {

namespace engine {
struct client_access;
}

/// Takes the octets of a message in order, as they arrive; the span is valid during the call only. A failure ends the
/// transfer and the session. An exception does so too, and leaves the operation.
using octet_sink = std::function<result<>(std::span<const char>)>;

/// A POP3 client whose operations are coroutines.
///
/// One operation at a time: a second one is refused with errc::operation_in_progress and disturbs nothing. All of them
/// run on the executor given here, which must not run handlers concurrently (an io_context on one thread, or a strand);
/// await them there.
///
/// Lifetime. Destroying the client, or assigning to it, cancels the operation under way: it ends with errc::cancelled,
/// touches no memory of the client afterwards, and tells the progress handler nothing more. What the caller passed by
/// reference, such as a receiver or a stream, must live until the operation has ended. A client that was moved from
/// refuses every operation with errc::client_moved_from; it may be destroyed and assigned to. Moving a client does not
/// disturb its operation.
///
/// The execution context may be destroyed before the client. Its destructor destroys the operation under way without
/// completing it, as it does with every handler, and closes the client's connections. The client may then be destroyed,
/// moved and assigned to; an operation that is run elsewhere is errc::cancelled.
///
/// Session. The first operation connects, secures and logs in by itself; connect() does it explicitly.
/// `failure::session_usable()` tells whether the session goes on. After a session has ended, the next operation
/// connects again.
///
/// Sequence numbers belong to one session (RFC 1939 section 5). After a session has ended for any reason (a loss,
/// quit(), commit_deletes(), close(), or because an operation replaced it), an operation that names a message by number
/// fails with errc::session_lost, and nothing is sent. The new session's numbers count from connect(), list_messages()
/// of all messages, list_unique_ids(), or save_messages() or fetch_messages() of all messages. Unique-ids stay valid.
/// Before its first session, a client accepts any number.
///
/// Marks of deleted messages end with their session. If the session is lost, every operation fails with
/// errc::session_lost until connect(): none of the messages was removed. After close(), only the next commit_deletes()
/// or quit() fails so, unless other messages were marked since. After a QUIT that did not commit, commit_deletes() and
/// quit() report the outcome of that QUIT again until a new session is opened.
///
/// Errors. Every operation may fail with fault::misuse (nothing was sent, the session is as it was), fault::refused
/// (the server answered -ERR; only a refused greeting, login or QUIT ends the session), fault::protocol,
/// fault::transport, fault::deadline or fault::local (a file of this machine). The last four usually end the session;
/// `failure::session_usable()` and docs/reference/errors.md tell when they do not. An operation throws std::bad_alloc
/// and what a sink, handler, receiver or stream of the caller throws, nothing else. An empty sink or handler is
/// errc::invalid_option before anything is sent, except where it is documented as optional.
///
/// Time. `client_options::timeout` bounds connecting and logging in as one, every reply, and each 64 KiB of a message.
///
/// Cancellation. Terminal cancellation of the awaiting coroutine ends the operation with errc::cancelled and the
/// session with it; an operation that has not begun leaves the session as it was. Nothing is deleted by a cancelled
/// operation, but for commit_deletes() and quit(), which say what they know.
///
/// A session that the server ended while nobody asked for anything, after idling for too long for instance, is noticed
/// before the next command is sent, and counts as lost. Octets that came unasked are errc::unsolicited_data.
///
/// The destructor closes without QUIT: nothing is deleted by accident.
class async_client {
 public:
  template <class T = void>
  using awaitable = boost::asio::awaitable<result<T>>;

  /// Nothing is sent, opened or read before the first operation. Options that make no sense are errc::invalid_option
  /// there, credentials with CR, LF or NUL errc::line_break_in_argument, and a certificate file that cannot be read
  /// errc::file_unreadable, each before anything is sent.
  async_client(boost::asio::any_io_executor executor, client_options options);
  async_client(async_client&&) noexcept;
  async_client& operator=(async_client&&) noexcept;
  ~async_client();

  /// Connects and logs in, unless a session is up. Forgets a session that was lost.
  [[nodiscard]] awaitable<> connect();

  /// STAT (RFC 1939 section 5): messages and octets, those marked as deleted left out.
  [[nodiscard]] awaitable<mailbox_info> get_mailbox_info();
  /// STAT: octets.
  [[nodiscard]] awaitable<std::uint64_t> get_mailbox_size();
  /// STAT: messages.
  [[nodiscard]] awaitable<std::uint64_t> get_message_count();

  /// TOP n 0 (RFC 1939 section 7), decoded. errc::no_such_message; errc::refused where TOP is missing: RETR is never
  /// used in its place. errc::header_too_large beyond `client_limits::header_octets`.
  [[nodiscard]] awaitable<header_collection> get_message_headers(message_reference which);
  /// TOP n 0 of many messages, pipelined where the server announces it, over several connections as save_messages() is.
  /// Each header goes to the handler as it comes, or why it did not come, in the order that message_receiver documents.
  [[nodiscard]] awaitable<transfer_report> get_message_headers(std::vector<message_reference> which,
                                                               header_handler handler);
  /// TOP: the header, the empty line and so many lines of the body, exactly as sent. Errors as above.
  [[nodiscard]] awaitable<std::string> top(message_reference which, std::uint64_t lines);

  /// RETR (RFC 1939 section 5), held in memory. errc::no_such_message, errc::message_too_large beyond
  /// `client_limits::kept_message_octets`, errc::message_truncated where the message ended short of its announced and
  /// its listed size and no status line stood behind it.
  [[nodiscard]] awaitable<mail_message> fetch_message(message_reference which);
  /// RETR, octet for octet into a sink, in bounded memory however large the message is. Octets may have been handed
  /// over before a failure is known: only success says that they are the whole message.
  [[nodiscard]] awaitable<> save_message(message_reference which, octet_sink sink);
  /// RETR into a file, as file_writer writes it: the message is whole, readable by its owner only, and durable when the
  /// file appears under its name. A failure leaves an earlier file as it was. A symbolic link at the name is replaced,
  /// not followed; a folder, FIFO or device is refused. errc::file_unwritable, before anything is sent if the file
  /// cannot be created. Writing and syncing block the executor.
  [[nodiscard]] awaitable<> save_message(message_reference which, std::filesystem::path file);
  /// RETR into a stream, which must outlive the operation. The stream is flushed at the end. errc::file_unwritable if
  /// it goes bad.
  [[nodiscard]] awaitable<> save_message(message_reference which, std::ostream& out);

  /// RETR of many messages, pipelined where the server announces it, over up to connections_quantity() connections if
  /// use_multi_connection() says so, in bounded memory: the octets go to the receiver as they arrive. It must outlive
  /// the operation. A message that cannot be had is reported to it with a failure and does not fail the operation.
  ///
  /// A message that comes broken (fault::protocol: truncated, malformed, too large) ends the session. The client then
  /// logs in again and fetches the other messages; this needs unique-ids. After 16 new sessions in a row without a
  /// whole message the operation fails. Loss of the connection and timeouts end the operation, unless
  /// `client_options::reconnect` allows to go on. The failure's detail names the message whose reply was due.
  /// last_report() tells what became of each connection.
  [[nodiscard]] awaitable<transfer_report> save_messages(std::vector<message_reference> which,
                                                         message_receiver& receiver);
  /// Likewise, of every message.
  [[nodiscard]] awaitable<transfer_report> save_messages(message_receiver& receiver);
  /// RETR of many messages into files of a folder, which is created if needed: "NAME.eml", as message_file_names names
  /// the messages of the maildrop. Files are written as save_message() writes them, but synced in groups (see
  /// file_group), which is much faster. `handler`, which may be empty, is told of each message after its group was
  /// synced: delete a message on the server only after that. Several connections are used as for the other
  /// save_messages(). If the session is lost, whole messages are still synced and reported before the operation fails.
  /// A file that cannot be written ends the operation with errc::file_unwritable. Writing and syncing block the
  /// executor.
  [[nodiscard]] awaitable<transfer_report> save_messages(std::vector<message_reference> which,
                                                         std::filesystem::path folder, saved_handler handler = {});
  /// Saves every message of the maildrop to a file of the folder, as above.
  [[nodiscard]] awaitable<transfer_report> save_messages(std::filesystem::path folder, saved_handler handler = {});
  /// Likewise, each message held in memory until it is whole, then handed on with what its octets mean.
  /// errc::message_too_large beyond `client_limits::kept_message_octets`.
  [[nodiscard]] awaitable<transfer_report> fetch_messages(std::vector<message_reference> which,
                                                          message_handler handler);
  [[nodiscard]] awaitable<transfer_report> fetch_messages(message_handler handler);

  /// LIST n, UIDL n and, for list_fields::headers, TOP n 0. A server without UIDL leaves `unique_id` empty, a refused
  /// TOP `headers` (last_report().headers_refused is 1 then). errc::no_such_message.
  [[nodiscard]] awaitable<message_info> get_message_info(message_reference which,
                                                         list_fields fields = list_fields::headers);
  /// LIST n: octets, as the server counts them.
  [[nodiscard]] awaitable<std::uint64_t> get_message_size(message_reference which);
  /// LIST and UIDL, and for list_fields::headers TOP n 0 of every message, over up to connections_quantity()
  /// connections if use_multi_connection() says so; last_report() tells what became of each. By sequence number;
  /// messages marked as deleted are not listed. A server without UIDL leaves `unique_id` empty, a refused TOP
  /// `headers`.
  [[nodiscard]] awaitable<message_listing> list_messages(list_fields fields = list_fields::headers);
  /// The same of the messages that are meant: one result for each, in the order asked for. errc::no_such_message,
  /// errc::ambiguous_unique_id.
  [[nodiscard]] awaitable<std::vector<result<message_info>>> list_messages(std::vector<message_reference> which,
                                                                           list_fields fields = list_fields::headers);
  /// UIDL alone (RFC 1939 section 7): sequence numbers and unique-ids. errc::refused where the server has no UIDL.
  [[nodiscard]] awaitable<message_listing> list_unique_ids();

  /// DELE (RFC 1939 section 5): marks; nothing is removed before commit_deletes() or quit(). errc::no_such_message.
  [[nodiscard]] awaitable<> delete_message(message_reference which);
  /// Marks every message that is listed now. Where some are refused, the first refusal, with the counts in its detail;
  /// the others are marked.
  [[nodiscard]] awaitable<> delete_messages();
  /// DELE of the messages that are meant, pipelined if the server supports PIPELINING. A message that is named twice is
  /// marked once. A number below 1, or an empty unique-id, is misuse: nothing is marked. If other messages cannot be
  /// marked, because they are unknown, marked already, ambiguous or refused by the server, the others are marked, and
  /// the operation fails with the first failure; its detail holds the counts and names that message.
  [[nodiscard]] awaitable<> delete_messages(std::vector<message_reference> which);
  /// RSET (RFC 1939 section 5): takes all marks back.
  [[nodiscard]] awaitable<> undelete_messages();
  /// The same, by the word that goes with commit.
  [[nodiscard]] awaitable<> rollback() { return undelete_messages(); }
  /// QUIT, so that the server removes what is marked (UPDATE state, RFC 1939 section 6), and the end of the session.
  /// Says whether it did, did not, did in part, or whether nobody knows because no answer came; that much is a value,
  /// not a failure. errc::session_lost if the session that held the marks was lost before: nothing was removed. Without
  /// a session there is nothing to commit, and none is opened.
  [[nodiscard]] awaitable<commit_report> commit_deletes();

  /// CAPA (RFC 2449), asked again; empty for a server without it.
  [[nodiscard]] awaitable<capabilities> get_capabilities();
  /// What the latest login was told, for `client_options::remembered` of another client; nothing before a login, and of
  /// a server without CAPA. Asks nobody.
  [[nodiscard]] std::optional<known_capabilities> get_known_capabilities() const;
  /// Logs in in UTF-8 mode (RFC 6856 section 2.1), now and whenever this client connects again; nothing to do where the
  /// session is in it. errc::wrong_state with a session that is up without it, since UTF8 comes before the login;
  /// errc::capability_missing, or the refusal, where the server does not have it: there is no session then.
  [[nodiscard]] awaitable<> enable_utf8();
  /// LANG (RFC 6856 section 3.2): the languages of the server's texts. errc::capability_missing.
  [[nodiscard]] awaitable<std::vector<language>> languages();
  /// LANG with a language range, or "*" for what the server prefers: the tag of the language that this session's texts
  /// are in from now on. errc::language_unknown, errc::capability_missing, and what an argument can be wrong in.
  [[nodiscard]] awaitable<std::string> set_language(std::string range);
  /// NOOP: keeps the session from idling away.
  [[nodiscard]] awaitable<> noop();
  /// Waits for so long, with a NOOP every `client_options::keep_alive` (every minute where that is 0).
  [[nodiscard]] awaitable<> pause(std::chrono::nanoseconds how_long);
  /// Logs in, or asks a session that is up whether it still is. errc::authentication_failed and its kin.
  [[nodiscard]] awaitable<> validate_credentials();
  /// QUIT and the end of the session, which applies marks as commit_deletes() does. With marks, -ERR is
  /// errc::some_not_removed or errc::commit_rejected, or the error of its response code, such as
  /// errc::permanent_failure for [SYS/PERM]; without an answer, the failure is its cause. Without marks the outcome of
  /// QUIT does not matter: success, after two seconds at most.
  [[nodiscard]] awaitable<> quit();
  /// Ends the session at once and without QUIT. Marks and sequence numbers are void, see above. An operation under way
  /// fails with errc::cancelled.
  void close() noexcept;

  /// How many connections an operation over many messages may hold, this one included; see `multi_connection`.
  void connections_quantity(std::size_t most);
  void use_multi_connection(multi_connection mode);
  /// Hears how far operations over many messages are. An empty one ends that.
  void watch_progress(progress_handler watcher);
  /// Of the latest operation that asked for messages or their headers, be they many or a single one.
  [[nodiscard]] const connection_report& last_report() const noexcept;

 private:
  friend struct engine::client_access;
  struct implementation;
  explicit async_client(std::unique_ptr<implementation> held);
  std::unique_ptr<implementation> implementation_;
};

}  // namespace pop3kit
