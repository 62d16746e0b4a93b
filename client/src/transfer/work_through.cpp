#include "transfer/work_through.hpp"

#include <algorithm>
#include <utility>

#include "transfer/multi_connection_run.hpp"
#include "transfer/run_terms.hpp"

namespace pop3kit::engine {

namespace {

// With fewer messages, another login gains nothing.
constexpr std::size_t worth_sharing = 20;
constexpr std::size_t messages_worth_a_connection = 4;
// Dovecot's default limit for the connections of one user.
constexpr std::size_t usual_most_connections = 10;

std::size_t connections_for(const client_options& wanted, std::size_t messages) {
  if (wanted.multi == multi_connection::disable || messages < worth_sharing) return 1;
  std::size_t most = wanted.connections_quantity;
  if (most == 0) most = wanted.multi == multi_connection::automatic ? usual_most_connections : 1;
  return std::min(most, messages / messages_worth_a_connection);
}

result<> report_misses(const selection& chosen, work_kind& kind, progress_meter& progress) {
  for (const selection::miss& miss : chosen.misses) {
    const result<> taken = kind.report_miss(miss.asked, miss.why);
    if (!taken) return failure(taken.error()).set_session_usable(false);
    progress.finish_message();
  }
  return {};
}

}  // namespace

asio::awaitable<result<>> work_through(client_state& client, selection& chosen, work_kind& kind) {
  const std::vector<message_info>& messages = chosen.messages;
  progress_meter progress(client.progress);
  const std::size_t asked_for = messages.size() + chosen.misses.size();
  progress.expect(asked_for, kind.knows_octets() ? listed_total(messages) : 0);
  const result<> reported = report_misses(chosen, kind, progress);
  if (!reported) {
    client.session->close("stopped");
    co_return reported;
  }
  shared_work work(messages, chosen.maildrop, client.around.time(), progress);
  work.limits = listing_limits(client.options().limits);
  work.told_apart_by_ids = [&chosen] { return chosen.told_apart_by_ids(); };
  run_terms terms;
  const std::size_t most = connections_for(client.options(), messages.size());
  terms.connections = most > 1 && chosen.told_apart_by_ids() ? most : 1;
  terms.automatic = client.options().multi == multi_connection::automatic;
  multi_connection_run run(client.around, client.session, work, kind, client.report);
  result<> done = co_await run.run(terms);
  if (run.new_listing()) {
    chosen.resumed_in = run.new_listing();
    client.report.marks_lost = client.session.move_on();
  }
  co_return done;
}

}  // namespace pop3kit::engine
