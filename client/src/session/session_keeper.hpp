#pragma once

#include <memory>
#include <pop3kit/result.hpp>

#include "maildrop/deletion_marks.hpp"
#include "maildrop/listing_cache.hpp"
#include "session/environment.hpp"
#include "session/session.hpp"

namespace pop3kit::engine {

/// Keeps the session of a client: opens one when an operation needs it, and forgets with it what was true in it alone,
/// which is the listing, the marks and the sequence numbers that the caller knows.
class session_keeper {
 public:
  /// Which numbers an operation takes from its caller. A sequence number belongs to one session.
  enum class names_by : bool { unique_id, number };

  /// The references must outlive it.
  session_keeper(environment& around, listing_cache& listing, deletion_marks& marks)
      : around_(around), listing_(listing), marks_(marks) {}

  /// Provides a session in TRANSACTION state whose capabilities are known. errc::session_lost if marks were lost with
  /// the session before, or if the caller names a message by a number of that session.
  [[nodiscard]] asio::awaitable<result<>> get_ready(names_by names = names_by::unique_id);
  /// The same, but CAPA may still have to be asked: it leaves together with what session::run() sends first.
  [[nodiscard]] asio::awaitable<result<>> log_in(names_by names);

  /// The session, if there is one. It may have ended.
  [[nodiscard]] session* get() const noexcept { return session_.get(); }
  session& operator*() const noexcept { return *session_; }
  session* operator->() const noexcept { return session_.get(); }
  [[nodiscard]] bool is_up() const noexcept { return session_ && session_->alive(); }
  /// For an operation that may go on in another session.
  [[nodiscard]] std::unique_ptr<session>& slot() noexcept { return session_; }
  /// Ends the opening of a session early.
  [[nodiscard]] leash& opening() noexcept { return opening_; }

  /// Puts a new session in place of one that has ended in the middle of an operation. The numbers of that one are void
  /// if the caller may have been told any.
  void replace(std::unique_ptr<session> opened);
  /// Gives up a session that is of no use. `told`: the caller may know its numbers.
  void give_up(bool told) noexcept;
  /// The operation ended in another session than it began in. Returns whether marks were lost with the former one.
  [[nodiscard]] bool move_on() noexcept;
  /// If the session has ended, forgets what has ended with it.
  void settle() noexcept;
  /// QUIT was sent.
  void forget_session() noexcept;

  /// The caller may know numbers of the present session.
  void tell_numbers() noexcept { numbers_told_ = true; }
  [[nodiscard]] bool numbers_told() const noexcept { return numbers_told_; }
  /// The caller was told all numbers of the present session, or asked for it, and knows no others.
  void renew_numbers() noexcept { numbers_void_ = false; }
  void void_numbers() noexcept { numbers_void_ = true; }

  /// The caller wants the session to end, whatever is under way. `settles`: nothing is.
  void close(bool settles) noexcept;
  [[nodiscard]] bool is_closed() const noexcept { return closed_; }
  void set_closed(bool closed) noexcept { closed_ = closed; }
  /// The execution context is being destroyed, and the session goes first.
  void let_go() noexcept;

 private:
  /// With what the caller remembers of the server, or without it where it proves wrong.
  [[nodiscard]] asio::awaitable<result<std::unique_ptr<session>>> open();
  /// A session that has been opened just now.
  void adopt(std::unique_ptr<session> opened);

  environment& around_;
  listing_cache& listing_;
  deletion_marks& marks_;
  std::unique_ptr<session> session_;
  leash opening_;
  bool numbers_void_ = false;  // those that the caller knows are of a session that has ended
  bool numbers_told_ = false;
  bool closed_ = false;  // by the caller, while an operation or a NOOP was under way
};

}  // namespace pop3kit::engine
