#include "transfer/leading_session.hpp"

#include <string>
#include <utility>

namespace pop3kit::engine {

namespace {

constexpr std::size_t most_replacements_in_a_row = 16;

}  // namespace

bool replacement_limit::allow(std::size_t whole) noexcept {
  if (std::exchange(whole_before_, whole) != whole) in_a_row_ = 0;
  return ++in_a_row_ <= most_replacements_in_a_row;
}

leading_session::leading_session(environment& around, session_keeper& keeper, shared_work& work,
                                 connection_report& report)
    : around_(around),
      keeper_(keeper),
      work_(work),
      report_(report),
      reconnector_(around, keeper.opening_leash(), around.options().reconnect.attempts),
      numbers_(work.messages, message_numbers::ground::own_listing) {}

void leading_session::enter() {
  begun_ = work_.time.now();
  position_ = report_.connections.size();
  report_.connections.emplace_back().ordinal = keeper_->ordinal();
}

void leading_session::note(const batch_account& part, const std::optional<failure>& cause) {
  connection_report::connection& entry = report_.connections[position_];
  entry.messages += part.messages();
  entry.octets += part.octets();
  entry.time = work_.time.now() - begun_;
  if (cause) entry.cause = cause;
}

asio::awaitable<result<>> leading_session::resume(failure cause) {
  const bool allowed = reconnector::is_loss(cause) && around_.options().reconnect.attempts != 0;
  if (!allowed || !work_.told_apart_by_ids()) co_return cause;
  if (std::exchange(finished_before_loss_, work_.queue.finished()) != work_.queue.finished())
    reconnector_.start_afresh();
  for (;;) {
    result<std::unique_ptr<session>> opened = co_await reconnector_.open(std::move(cause));
    if (!opened) co_return opened.error();
    keeper_.continue_in(std::move(*opened));
    ++report_.reconnected;
    result<> known = co_await learn_anew();
    if (known || !reconnector::is_loss(known.error())) co_return known;
    cause = known.error();
  }
}

asio::awaitable<result<>> leading_session::replace(failure cause, std::size_t whole) {
  if (!work_.told_apart_by_ids()) co_return cause;
  if (!replacements_.allow(whole)) co_return cause;
  reconnector again(around_, keeper_.opening_leash(), around_.options().reconnect.attempts);
  again.allow_attempts(reconnector::after_broken_session);
  result<std::unique_ptr<session>> opened = co_await again.open(cause);
  if (!opened && opened.error().code() == errc::cancelled) co_return opened.error();
  if (!opened) {
    const std::string why = cause.detail() + "; no session in place of the one that ended: " + opened.error().message();
    co_return failure(cause).set_detail(why);
  }
  keeper_.continue_in(std::move(*opened));
  ++report_.reconnected;
  result<> known = co_await learn_anew();
  if (known || !reconnector::is_loss(known.error())) co_return known;
  co_return co_await resume(known.error());
}

asio::awaitable<result<>> leading_session::learn_anew() {
  ++report_.opened;
  enter();
  unique_id_request asked(work_.limits);
  result<> known = co_await keeper_->run(asked);
  if (known && asked.refused()) known = *asked.refused();
  auto listing = std::make_shared<const id_index>(std::move(asked.ids()));
  // A message without a unique id could be any of the messages that are missing.
  if (known && !listing->tells_all_apart()) known = failure(errc::ambiguous_unique_id);
  if (!known) {
    keeper_->close("no unique-ids");
    report_.connections[position_].cause = known.error();
    co_return known.error().set_session_usable(false);
  }
  new_listing_ = std::move(listing);
  numbers_.learn(new_listing_);
  co_return result<>{};
}

}  // namespace pop3kit::engine
