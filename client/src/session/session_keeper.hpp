#pragma once

#include <memory>
#include <pop3kit/result.hpp>
#include <utility>

#include "maildrop/deletion_marks.hpp"
#include "maildrop/listing_cache.hpp"
#include "session/environment.hpp"
#include "session/session.hpp"

namespace pop3kit::engine {

/// Keeps the session of a client.
///
/// It opens a session when an operation needs one. When the session ends, it forgets what was valid in that session
/// only: the listing, the deletion marks, and the sequence numbers that the caller knows.
class session_keeper {
 public:
  /// How the caller of an operation names messages. A sequence number belongs to one session.
  enum class names_by : bool { unique_id, number };

  /// The referenced objects must outlive the keeper.
  session_keeper(environment& around, listing_cache& listing, deletion_marks& marks)
      : around_(around), listing_(listing), marks_(marks) {}

  /// Opens a session if there is none, and makes sure that its capabilities are known.
  ///
  /// Fails with errc::session_lost if deletion marks were lost with the previous session, or if the caller names a
  /// message by a number of that session.
  [[nodiscard]] asio::awaitable<result<>> get_ready(names_by names = names_by::unique_id);
  /// Opens a session if there is none. CAPA may still be due; session::run() then sends it with its first commands.
  ///
  /// Fails with errc::session_lost in the same cases as get_ready().
  [[nodiscard]] asio::awaitable<result<>> log_in(names_by names);

  /// Returns the session, which may have ended, or null.
  [[nodiscard]] session* get() const noexcept { return session_.get(); }
  session& operator*() const noexcept { return *session_; }
  session* operator->() const noexcept { return session_.get(); }
  [[nodiscard]] bool is_up() const noexcept { return session_ && session_->alive(); }
  /// Returns the leash that can end the opening of a session early.
  [[nodiscard]] leash& opening_leash() noexcept { return opening_leash_; }

  /// Replaces a session that has ended during an operation, which begins again in the new one. The old sequence numbers
  /// become invalid if the caller may know any of them.
  void replace(std::unique_ptr<session> opened);
  /// Replaces a session that has ended during an operation on many messages, which goes on in the new one. The listing,
  /// the deletion marks and the numbers are those of the former session until move_on(). That must be called at the end
  /// of the operation, unless the new session has ended too.
  void continue_in(std::unique_ptr<session> opened) noexcept { session_ = std::move(opened); }
  /// Forgets a session that cannot be used. `told` is true if the caller may know its numbers.
  void give_up(bool told) noexcept;
  /// Called at the end of an operation that went on in another session. Forgets what belonged to the former session.
  /// Returns true if deletion marks were lost with it.
  [[nodiscard]] bool move_on() noexcept;
  /// If the session has ended, forgets what has ended with it.
  void settle() noexcept;
  /// Forgets the session and everything that belongs to it, after QUIT.
  void forget_session() noexcept;

  /// Notes that the caller may know sequence numbers of the present session.
  void tell_numbers() noexcept { numbers_told_ = true; }
  [[nodiscard]] bool numbers_told() const noexcept { return numbers_told_; }
  /// Makes sequence numbers valid again: the caller got all numbers of the present session, or called connect().
  void renew_numbers() noexcept { numbers_void_ = false; }
  void void_numbers() noexcept { numbers_void_ = true; }

  /// Ends the session because the caller wants it. `settles` is true if no operation is using the session.
  void close(bool settles) noexcept;
  [[nodiscard]] bool is_closed() const noexcept { return closed_; }
  void set_closed(bool closed) noexcept { closed_ = closed; }
  /// Destroys the session, because the execution context is being destroyed.
  void let_go() noexcept;

 private:
  /// Opens a session with the remembered capabilities. If they prove wrong, opens one without them.
  [[nodiscard]] asio::awaitable<result<std::unique_ptr<session>>> open();
  /// Makes this the present session.
  void adopt(std::unique_ptr<session> opened);

  environment& around_;
  listing_cache& listing_;
  deletion_marks& marks_;
  std::unique_ptr<session> session_;
  leash opening_leash_;
  bool numbers_void_ = false;  // the numbers that the caller knows belong to a session that has ended
  bool numbers_told_ = false;
  bool closed_ = false;  // the caller closed the session while an operation or a NOOP was using it
};

}  // namespace pop3kit::engine
