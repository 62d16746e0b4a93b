#include <utility>

#include "operations/multi_connection.hpp"

namespace pop3kit::engine {

asio::awaitable<result<>> multi_connection_run::resume(failure cause) {
  if (!terms_.resumable || !reconnector::is_loss(cause)) co_return cause;
  if (std::exchange(finished_before_loss_, work_.queue.finished()) != work_.queue.finished())
    reconnector_.start_afresh();
  for (;;) {
    result<std::unique_ptr<session>> opened = co_await reconnector_.open(std::move(cause));
    if (!opened) co_return opened.error();
    leader_ = std::move(*opened);
    result<> known = co_await learn_anew();
    if (known || !reconnector::is_loss(known.error())) co_return known;
    cause = known.error();
  }
}

asio::awaitable<result<>> multi_connection_run::learn_anew() {
  ++report_.opened;
  ++report_.reconnected;
  enter_leader();
  unique_id_request asked(work_.most_listing_entries, work_.most_unique_id_octets);
  result<> known = co_await leader_->run(asked);
  if (known && asked.refused()) known = *asked.refused();
  auto listing = std::make_shared<const id_index>(std::move(asked.ids()));
  // What has no id of its own could be any of the messages that seem to be missing.
  if (known && !listing->tells_all_apart()) known = failure(errc::ambiguous_unique_id);
  if (!known) {
    leader_->close("no unique-ids");
    report_.connections[place_].cause = known.error();
    co_return known.error().set_session_usable(false);
  }
  new_listing_ = std::move(listing);
  numbers_.learn(new_listing_);
  co_return result<>{};
}

}  // namespace pop3kit::engine
