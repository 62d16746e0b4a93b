#include "operations/client_core.hpp"

#include <algorithm>
#include <utility>

#include "link/refusal.hpp"

namespace pop3kit::engine {

client_core::client_core(asio::any_io_executor executor, client_options options, connector connect, net::clock& time)
    : around_(std::move(executor), std::move(options), std::move(connect), time), beat_over_(around_.executor()) {}

client_core::~client_core() = default;

namespace {

/// Another login may fare better if it asks the server first.
bool may_be_outdated(const failure& why) {
  return why.code() == errc::mechanism_unavailable || why.code() == errc::capability_missing ||
         why.code() == errc::tls_refused;
}

}  // namespace

asio::awaitable<result<std::unique_ptr<session>>> client_core::open_session() {
  std::optional<known_capabilities>& remembered = options().remembered;
  const bool remembers = remembered.has_value();
  const bool trusted = around_.trust().holds();
  std::optional<known_capabilities> known = remembered;
  result<std::unique_ptr<session>> opened = co_await session::open(around_, opening_, std::move(known));
  if (opened || !remembers) co_return opened;
  const failure why = opened.error();
  const bool dropped = trusted && !around_.trust().holds() && why.kind() != fault::deadline;
  if (!dropped && !may_be_outdated(why)) co_return opened;
  remembered.reset();
  co_return co_await session::open(around_, opening_, std::nullopt);
}

asio::awaitable<result<>> client_core::ready(bool by_number) {
  const bool was_up = session_ && session_->alive();
  result<> done = co_await logged_in(by_number);
  if (!done) co_return done;
  done = co_await session_->ensure_capabilities();
  // One that was never used holds nothing that could be lost with it.
  if (!done && !was_up) session_.reset();
  co_return done;
}

asio::awaitable<result<>> client_core::logged_in(bool by_number) {
  bool live = false;
  if (session_ && session_->alive()) {
    const outcome<> there = session_->still_there();
    if (!there && there.error() == errc::unsolicited_data) co_return failure(there.error());
    live = there.has_value();
    // Nothing was sent, so nothing is lost but the session.
    if (!live) settle();
  }
  if (ended_marks_ == ended_marks::lost) {
    co_return failure(errc::session_lost, "with messages marked as deleted: none was removed");
  }
  if (by_number && numbers_void_) {
    co_return failure(errc::session_lost,
                      "and its sequence numbers with it: list the messages again, or name them by unique-id")
        .set_session_usable(live);
  }
  if (live) co_return result<>{};
  const result<> sensible = around_.check();
  if (!sensible) co_return sensible;
  result<std::unique_ptr<session>> opened = co_await open_session();
  if (!opened) co_return opened.error();
  adopt(std::move(*opened));
  co_return result<>{};
}

/// A session that has been opened just now.
void client_core::adopt(std::unique_ptr<session> opened) {
  session_ = std::move(opened);
  numbers_told_ = false;
  failed_commit_.reset();
  if (around_.switched_off("UIDL")) uidl_missing_ = unavailable("UIDL");
}

failure client_core::unavailable(std::string_view tag) {
  return failure(errc::capability_missing, std::string(tag)).set_session_usable(true);
}

asio::awaitable<result<>> client_core::connect() {
  ended_marks_ = ended_marks::none;
  result<> done = co_await ready();
  // Without a session there are no numbers but the former ones.
  if (done) numbers_void_ = false;
  co_return done;
}

asio::awaitable<result<>> client_core::learn_ids() {
  if (ids_) co_return result<>{};
  if (uidl_missing_) co_return *uidl_missing_;
  unique_id_request asked(listing_limits(options().limits));
  result<> done = co_await session_->run(asked);
  if (!done) co_return done;
  if (asked.refused()) {
    // Where UIDL is announced, this refusal says nothing of the next.
    if (!session_->announces("UIDL")) uidl_missing_ = asked.refused();
    co_return *asked.refused();
  }
  ids_.emplace(std::move(asked.ids()));
  numbers_told_ = true;
  co_return result<>{};
}

asio::awaitable<result<std::uint64_t>> client_core::locate(message_reference which) {
  if (const sequence_number* number = which.number()) {
    if (*number == 0) co_return failure(errc::invalid_sequence_number);
    const result<> live = co_await ready(true);
    if (!live) co_return live.error();
    numbers_told_ = true;
    co_return *number;
  }
  if (which.id()->str().empty()) co_return failure(errc::empty_argument, "the unique-id");
  result<> live = co_await ready();
  if (live) live = co_await learn_ids();
  if (!live) co_return live.error();
  const outcome<std::uint64_t> number = ids_->number_of(which.id()->str());
  if (!number) co_return failure(number.error()).set_session_usable(true);
  const bool is_marked = std::ranges::find(marked_, *number, &message_info::sequence_number) != marked_.end();
  if (is_marked) co_return failure(errc::no_such_message, "marked as deleted").set_session_usable(true);
  co_return *number;
}

message_info client_core::known(std::uint64_t number) const {
  message_info made;
  made.sequence_number = number;
  const std::string_view id = ids_ ? ids_->id_of(number) : listed_ids_.id_of(number);
  if (!id.empty()) made.unique_id.emplace(id);
  made.size = listed_octets(number);
  return made;
}

std::optional<std::uint64_t> client_core::listed_octets(std::uint64_t number) const {
  return sizes_.octets_of(number);
}

void client_core::forget_session() noexcept {
  if (session_) numbers_void_ = true;
  session_.reset();
  ids_.reset();
  forget_listing();
  listed_ids_ = id_list();
  uidl_missing_.reset();
  marked_.clear();
}

void client_core::forget_listing() noexcept {
  sizes_.clear();
  latest_listing_ = kept::nothing;
}

/// After an operation, or a NOOP: what ended the session has ended all that belongs to it.
void client_core::settle() noexcept {
  if (session_ && !session_->alive()) {
    lose_marks();
    forget_session();
  }
  closed_ = false;
}

void client_core::close() noexcept {
  closed_ = true;
  if (context_left_) return;
  operation_.pull();
  if (session_) session_->close("closed");
  // What is under way still works on the session, and ends with it.
  if (!busy_ && !beating_) settle();
}

void client_core::abandon() noexcept {
  abandoned_ = true;
  close();
}

void client_core::leave_context() noexcept {
  context_left_ = true;
  abandoned_ = true;
  if (!busy_ && !beating_) let_go_of_context();
}

/// An executor too may need its context, as a strand does.
void client_core::let_go_of_context() noexcept {
  if (busy_ || beating_) return;
  session_.reset();
  alarm_.reset();
  beat_over_.reset();
  operation_ = leash();
  opening_ = leash();
  around_.forget_executor();
}

void client_core::watch_progress(progress_handler watcher) {
  watcher_ = nullptr;
  if (!watcher) return;
  watcher_ = [this, watcher = std::move(watcher)](const transfer_progress& so_far) {
    if (!abandoned_) watcher(so_far);
  };
}

}  // namespace pop3kit::engine
