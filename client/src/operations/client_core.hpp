#pragma once

#include <boost/asio/this_coro.hpp>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <pop3kit/async_client.hpp>
#include <pop3kit/message_receiver.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "maildrop/id_index.hpp"
#include "maildrop/id_list.hpp"
#include "maildrop/listing_request.hpp"
#include "maildrop/selection.hpp"
#include "maildrop/size_list.hpp"
#include "net/signal.hpp"
#include "session/environment.hpp"
#include "session/session.hpp"

namespace pop3kit::engine {

struct shared_work;
class work_kind;

/// Everything an async_client does, over whatever a connector connects it to. The operations are to be run one at a
/// time, each inside exclusive().
class client_core : public std::enable_shared_from_this<client_core> {
 public:
  client_core(asio::any_io_executor executor, client_options options, connector connect, net::clock& time);
  ~client_core();
  client_core(const client_core&) = delete;
  client_core& operator=(const client_core&) = delete;

  /// Runs an operation of `self`, which it keeps alive. Refuses a second operation at the same time, keeps cancellation
  /// from throwing, lets close() cancel it, and notes what became of the session. An exception of the caller's own (a
  /// sink's) passes through and ends the session.
  template <class T>
  static asio::awaitable<result<T>> exclusive(std::shared_ptr<client_core> self, asio::awaitable<result<T>> work);

  asio::awaitable<result<>> connect();
  asio::awaitable<result<mailbox_info>> stat();
  asio::awaitable<result<std::uint64_t>> size_of(message_reference which);
  asio::awaitable<result<std::string>> top(message_reference which, std::uint64_t lines);
  asio::awaitable<result<>> retrieve(message_reference which, octet_sink sink, std::uint64_t most_octets);
  asio::awaitable<result<std::string>> fetch(message_reference which);
  asio::awaitable<result<>> save(message_reference which, std::filesystem::path file);
  asio::awaitable<result<message_info>> info(message_reference which, list_fields fields);
  asio::awaitable<result<std::vector<message_info>>> list(list_fields fields);
  /// One result for each, in the order asked for.
  asio::awaitable<result<std::vector<result<message_info>>>> list_some(std::vector<message_reference> which,
                                                                       list_fields fields);
  asio::awaitable<result<std::vector<message_info>>> list_ids();
  /// TOP n 0 of many.
  asio::awaitable<result<transfer_report>> headers_of_many(std::vector<message_reference> which,
                                                           header_handler handler);
  /// RETR of many, or of all; the receiver must outlive it.
  asio::awaitable<result<transfer_report>> transfer(std::optional<std::vector<message_reference>> which,
                                                    message_receiver& receiver, std::uint64_t most_octets);
  asio::awaitable<result<transfer_report>> save_many(std::optional<std::vector<message_reference>> which,
                                                     std::filesystem::path folder, saved_handler handler);
  asio::awaitable<result<transfer_report>> fetch_many(std::optional<std::vector<message_reference>> which,
                                                      message_handler handler);
  asio::awaitable<result<>> mark_deleted(message_reference which);
  asio::awaitable<result<>> mark_all_deleted();
  asio::awaitable<result<>> unmark_all();
  asio::awaitable<result<commit_report>> commit();
  asio::awaitable<result<capabilities>> ask_capabilities();
  asio::awaitable<result<>> enable_utf8();
  asio::awaitable<result<std::vector<language>>> languages();
  asio::awaitable<result<std::string>> set_language(std::string range);
  asio::awaitable<result<>> noop();
  asio::awaitable<result<>> pause(net::duration how_long);
  asio::awaitable<result<>> validate();
  asio::awaitable<result<>> quit();
  void close() noexcept;
  /// The client object is destroyed: closes, and refuses operations that have not begun. Those under way end with
  /// errc::cancelled, and keep this object alive until then.
  void abandon() noexcept;
  /// The execution context is being destroyed: gives up all that belongs to it, at once or when the operation under way
  /// has been destroyed, and refuses every operation from now on.
  void leave_context() noexcept;
  [[nodiscard]] bool has_left_context() const noexcept { return context_left_; }

  /// An abandoned client's progress is not told: what the handler refers to may be gone with the client.
  void watch_progress(progress_handler watcher);
  [[nodiscard]] const std::optional<known_capabilities>& known_server() const noexcept { return around_.learned(); }
  [[nodiscard]] client_options& options() noexcept { return around_.options(); }
  [[nodiscard]] const connection_report& report() const noexcept { return report_; }

 private:
  /// Held by a coroutine that works on the client, longer than anything else in it.
  class context_user;

  void let_go_of_context() noexcept;
  /// A session in TRANSACTION state whose capabilities are known. `by_number`: the call names a message by a number of
  /// the session before.
  asio::awaitable<result<>> ready(bool by_number = false);
  /// The same, but CAPA may still have to be asked: it leaves together with what session::run() sends first.
  asio::awaitable<result<>> logged_in(bool by_number);
  void adopt(std::unique_ptr<session> opened);
  /// With what the caller remembers of the server, or without it where it proves wrong.
  asio::awaitable<result<std::unique_ptr<session>>> open_session();
  /// The number of a message in this session; connects if need be.
  asio::awaitable<result<std::uint64_t>> locate(message_reference which);
  asio::awaitable<result<>> learn_ids();
  /// LIST, and UIDL where the ids are wanted, in one round trip.
  asio::awaitable<result<std::vector<message_info>>> snapshot(bool with_ids);
  /// The same for an operation that has only begun and that names no message by number. Connects if need be.
  asio::awaitable<result<std::vector<message_info>>> first_snapshot(bool with_ids);
  /// In the session that is up. If it ends meanwhile, the caller's options or the cause allow another session, and
  /// `replaceable` is true, the listing is made in a new session.
  asio::awaitable<result<std::vector<message_info>>> snapshot_until_answered(bool with_ids, bool replaceable);
  /// What the references mean in a listing that is made for them, or in the session's latest one: RFC 1939 section 5
  /// lets neither numbers nor sizes change while a session lasts.
  enum class listing_age : bool { fresh, latest };
  asio::awaitable<result<selection>> select(std::vector<message_reference> which, listing_age age);
  /// LIST n, UIDL n and TOP n 0, once.
  asio::awaitable<result<message_info>> ask_info(message_reference which, list_fields fields);
  [[nodiscard]] bool holds_listing(bool with_ids) const noexcept;
  /// As LIST and UIDL told it: with what has been marked as deleted since.
  [[nodiscard]] std::vector<message_info> latest_listing() const;
  /// Reports the misses first. Over as many connections as the options say. Leaves the facts of the present session.
  asio::awaitable<result<>> work_through(const selection& chosen, work_kind& kind);
  asio::awaitable<result<>> fetch_headers(selection& chosen);
  [[nodiscard]] std::size_t connections_for(std::size_t messages) const;
  [[nodiscard]] bool needs_ids(std::size_t messages) const;
  void take_over(const std::shared_ptr<const id_index>& listing);
  void note_mark(message_info which);
  void lose_marks() noexcept;
  /// Nothing was sent: the server does not announce the capability, or the caller switched it off.
  [[nodiscard]] static failure unavailable(std::string_view tag);
  [[nodiscard]] message_info known(std::uint64_t number) const;
  [[nodiscard]] std::optional<std::uint64_t> listed_octets(std::uint64_t number) const;
  /// Before and after an operation: NOOPs of our own are over, or may begin. False: cancelled meanwhile.
  asio::awaitable<bool> wake_up();
  void fall_asleep();
  void beat();
  asio::awaitable<void> send_beat(std::shared_ptr<client_core> self);
  void forget_session() noexcept;
  void forget_listing() noexcept;
  void settle() noexcept;
  [[nodiscard]] result<commit_report> not_committed();

  environment around_;
  std::unique_ptr<session> session_;
  leash operation_;  // the one under way
  leash opening_;    // the session's that it opens
  std::optional<id_index> ids_;
  size_list sizes_;
  id_list listed_ids_;
  enum class kept : std::uint8_t { nothing, sizes, sizes_and_ids };
  kept latest_listing_ = kept::nothing;  // what sizes_ and listed_ids_ hold of the present session
  std::optional<failure> uidl_missing_;
  std::optional<failure> ids_refused_;  // why the latest listing that was to have unique-ids has none
  std::vector<message_info> marked_;
  connection_report report_;
  progress_handler watcher_;
  std::shared_ptr<const id_index> newest_listing_;  // where the latest operation was resumed
  // The numbers that the caller knows are those of a session that has ended.
  bool numbers_void_ = false;
  bool numbers_told_ = false;  // the caller may know numbers of the present session
  // Marks that ended with their session: the caller gave them up by close(), or does not know that they are lost.
  enum class ended_marks : std::uint8_t { none, given_up, lost };
  ended_marks ended_marks_ = ended_marks::none;
  std::optional<commit_report> failed_commit_;  // the latest, unless a session has been opened since
  bool busy_ = false;
  std::unique_ptr<net::timer> alarm_;
  std::optional<net::signal> beat_over_;
  bool beating_ = false;
  bool closed_ = false;  // by the caller, while an operation or a NOOP was under way
  bool abandoned_ = false;
  bool context_left_ = false;
};

class client_core::context_user {
 public:
  explicit context_user(client_core& core) : core_(core) {}
  ~context_user() {
    if (core_.context_left_) core_.let_go_of_context();
  }
  context_user(const context_user&) = delete;
  context_user& operator=(const context_user&) = delete;

 private:
  client_core& core_;
};

/// Held by the operation that is under way.
class turn {
 public:
  explicit turn(bool& busy) : busy_(busy) { busy_ = true; }
  ~turn() { busy_ = false; }
  turn(const turn&) = delete;
  turn& operator=(const turn&) = delete;

 private:
  bool& busy_;
};

template <class T>
asio::awaitable<result<T>> client_core::exclusive(std::shared_ptr<client_core> self, asio::awaitable<result<T>> work) {
  client_core& core = *self;
  const context_user user(core);
  // What is left of the work is destroyed before what it refers to.
  asio::awaitable<result<T>> operation = std::move(work);
  if (core.abandoned_) co_return failure(errc::cancelled);
  if (core.busy_) co_return failure(errc::operation_in_progress);
  const turn taken(core.busy_);
  core.closed_ = false;
  const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none) co_return failure(errc::cancelled).set_session_usable(true);
  const bool throws = co_await asio::this_coro::throw_if_cancelled();
  co_await asio::this_coro::throw_if_cancelled(false);
  std::exception_ptr thrown;
  std::optional<result<T>> done;
  try {
    const bool awake = co_await core.wake_up();
    if (awake && !core.closed_) {
      done.emplace(co_await net::run_tied(std::move(operation), core.operation_));
    } else {
      done.emplace(failure(errc::cancelled).set_session_usable(!core.closed_));
    }
  } catch (...) {
    thrown = std::current_exception();
  }
  if (thrown && core.session_) co_await core.session_->abandon();
  if (done && !*done && core.closed_) done.emplace(failure(done->error()).set_session_usable(false));
  core.settle();
  core.fall_asleep();
  co_await asio::this_coro::throw_if_cancelled(throws);
  if (thrown) std::rethrow_exception(thrown);
  co_return std::move(*done);
}

}  // namespace pop3kit::engine
