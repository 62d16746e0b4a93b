#include "session/session_keeper.hpp"

#include <optional>
#include <utility>

#include "link/refusal.hpp"

namespace pop3kit::engine {

namespace {

/// Returns true if another login may succeed after the client has asked for the capabilities.
bool may_be_outdated(const failure& why) {
  return why.code() == errc::mechanism_unavailable || why.code() == errc::mechanism_not_supported ||
         why.code() == errc::capability_missing || why.code() == errc::tls_refused;
}

}  // namespace

asio::awaitable<result<std::unique_ptr<session>>> session_keeper::open() {
  std::optional<known_capabilities>& remembered = around_.options().remembered;
  const bool remembers = remembered.has_value();
  const bool trusted = around_.trust().holds();
  std::optional<known_capabilities> known = remembered;
  result<std::unique_ptr<session>> opened = co_await session::open(around_, opening_leash_, std::move(known));
  if (opened || !remembers) co_return opened;
  const failure why = opened.error();
  const bool dropped = trusted && !around_.trust().holds() && why.kind() != fault::deadline;
  if (!dropped && !may_be_outdated(why)) co_return opened;
  remembered.reset();
  co_return co_await session::open(around_, opening_leash_, std::nullopt);
}

asio::awaitable<result<>> session_keeper::get_ready(names_by names) {
  const bool was_up = is_up();
  result<> done = co_await log_in(names);
  if (!done) co_return done;
  done = co_await session_->ensure_capabilities();
  // A session that was never used holds no marks and no numbers, so it can be forgotten.
  if (!done && !was_up) session_.reset();
  co_return done;
}

asio::awaitable<result<>> session_keeper::log_in(names_by names) {
  bool live = false;
  if (is_up()) {
    const outcome<> there = session_->still_there();
    if (!there && there.error() == errc::unsolicited_data) co_return failure(there.error());
    live = there.has_value();
    // Nothing was sent, so only the session is lost.
    if (!live) settle();
  }
  if (marks_.were_lost()) co_return deletion_marks::loss();
  if (names == names_by::number && numbers_void_) {
    co_return failure(errc::session_lost,
                      "and its sequence numbers with it: list the messages again, or name them by unique-id")
        .set_session_usable(live);
  }
  if (live) co_return result<>{};
  const result<> sensible = around_.check();
  if (!sensible) co_return sensible;
  result<std::unique_ptr<session>> opened = co_await open();
  if (!opened) co_return opened.error();
  adopt(std::move(*opened));
  co_return result<>{};
}

void session_keeper::adopt(std::unique_ptr<session> opened) {
  session_ = std::move(opened);
  numbers_told_ = false;
  marks_.forget_failed_commit();
  if (around_.switched_off("UIDL")) listing_.rule_out_ids(capability_unavailable("UIDL"));
}

void session_keeper::replace(std::unique_ptr<session> opened) {
  const bool void_by_then = numbers_void_ || numbers_told_;
  forget_session();
  adopt(std::move(opened));
  numbers_void_ = void_by_then;
}

void session_keeper::give_up(bool told) noexcept {
  const bool void_by_then = numbers_void_ || told;
  forget_session();
  numbers_void_ = void_by_then;
}

bool session_keeper::move_on() noexcept {
  listing_.clear();
  const bool had_marks = marks_.any();
  marks_.lose(closed_);
  numbers_told_ = true;
  numbers_void_ = true;
  return had_marks;
}

void session_keeper::settle() noexcept {
  if (session_ && !session_->alive()) {
    marks_.lose(closed_);
    forget_session();
  }
  closed_ = false;
}

void session_keeper::forget_session() noexcept {
  if (session_) numbers_void_ = true;
  session_.reset();
  listing_.clear();
  marks_.clear();
}

void session_keeper::close(bool settles) noexcept {
  closed_ = true;
  if (session_) session_->close("closed");
  // A running operation still uses the session, and ends with it.
  if (settles) settle();
}

void session_keeper::let_go() noexcept {
  session_.reset();
  opening_leash_ = leash();
}

}  // namespace pop3kit::engine
