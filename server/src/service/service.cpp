#include "service/service.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <exception>
#include <unordered_map>
#include <utility>

#include "net/fault/fault_stream.hpp"
#include "scenario/end_reason.hpp"
#include "scenario/keywords.hpp"
#include "session/session.hpp"

namespace pop3kit::serving {

/// The current sessions. Outlives the service until the last of them has ended.
struct service::session_table {
  std::unordered_map<std::uint64_t, std::shared_ptr<session>> sessions;
  std::uint64_t accepted = 0;
  bool stopped = false;
};

service::service(net::asio::any_io_executor executor, net::clock& time,
                 std::shared_ptr<const scenario::description> played, const service_options& options,
                 identity certificates)
    : run_(std::make_shared<scenario_run>(std::move(executor), time, std::move(played), options,
                                          std::move(certificates))),
      table_(std::make_shared<session_table>()) {
  hire_actors();
}

service::~service() {
  stop();
}

void service::serve(net::stream_ptr stream, bool implicit_tls) {
  if (table_->stopped) return;
  peer about;
  about.connection = ++table_->accepted;
  const std::string_view how = implicit_tls ? "tls" : "plain";
  run_->journal.note(about, journal_kind::connect, how);
  run_->happened(about, connect_event, how);
  const network_condition combined = run_->network.of(about.connection, implicit_tls, run_->age());
  if (combined.refuse) {
    stream->reset();
    const std::string_view reason = to_string(end_reason::refused);
    run_->journal.note(about, journal_kind::disconnect, reason);
    return run_->happened(about, disconnect_event, reason);
  }
  net::fault_stream* link = nullptr;
  if (run_->rules.changes_links() || needs_link(combined)) {
    auto conditioned = net::make_fault_stream(std::move(stream), run_->time, combined.plan);
    link = conditioned.get();
    if (combined.limit) link->cut_after(*combined.limit, combined.close);
    stream = std::move(conditioned);
  }
  auto held = std::make_shared<session>(run_, std::move(stream), link, about.connection);
  if (combined.lifetime) held->live_for(*combined.lifetime, combined.close);
  table_->sessions.emplace(about.connection, held);
  auto done = net::asio::bind_cancellation_slot(
      held->slot(), [table = table_, held, connection = about.connection](const std::exception_ptr&) {
        table->sessions.erase(connection);
      });
  net::asio::co_spawn(run_->executor, held->run(implicit_tls), std::move(done));
}

void service::stop() noexcept {
  if (std::exchange(table_->stopped, true)) return;
  for (const auto& alarm : alarms_) alarm->cancel();
  // Sessions are stopped on the executor, where cancelling takes effect at once. From elsewhere, Asio would keep a raw
  // pointer to a session that may be destroyed first. A session may also end, and leave the table, during this loop, so
  // the loop uses a copy of the table.
  const auto sessions = table_->sessions;
  for (const auto& [connection, each] : sessions) {
    net::asio::dispatch(run_->executor, [ended = each] { ended->stop(); });
  }
  run_->expectations.stop();
  run_->journal.changes().notify();
}

namespace {

net::asio::awaitable<bool> wait_in(std::shared_ptr<scenario_run> run, std::function<bool()> stopped,
                                   std::function<bool()> enough, net::time_point until) {
  while (!enough()) {
    if (stopped() || run->time.now() >= until) co_return false;
    co_await run->journal.changes().wait(run->time, until);
  }
  co_return true;
}

}  // namespace

net::asio::awaitable<bool> service::wait_until(std::function<bool()> enough, net::time_point until) {
  std::function<bool()> stopped = [table = table_] { return table->stopped; };
  return wait_in(run_, std::move(stopped), std::move(enough), until);
}

std::size_t service::sessions() const noexcept {
  return table_->sessions.size();
}

std::vector<session_facts> service::session_list() const {
  std::vector<session_facts> out;
  for (const auto& [connection, each] : table_->sessions) out.push_back(each->facts());
  std::ranges::sort(out, {}, &session_facts::connection);
  return out;
}

std::size_t service::end_sessions(std::optional<std::uint64_t> connection, bool reset) {
  std::size_t ended = 0;
  const auto sessions = table_->sessions;
  for (const auto& [ordinal, each] : sessions) {
    if (connection && ordinal != *connection) continue;
    each->kill(reset);
    ++ended;
  }
  return ended;
}

/// The timers end with the service, or when it stops.
void service::hire_actors() {
  for (const actor& each : run_->description->actors) {
    net::timer& alarm = *alarms_.emplace_back(run_->time.make_timer(run_->executor));
    expect(each, alarm, net::later(run_->time.now(), each.at));
  }
}

void service::expect(const actor& who, net::timer& alarm, net::time_point moment) {
  alarm.arm(moment, [this, &who, &alarm, moment] {
    act(who);
    if (who.every > net::duration::zero()) expect(who, alarm, net::later(moment, who.every));
  });
}

void service::act(const actor& who) {
  const std::string actor = to_prefix(who.where);
  if (who.release) {
    if (!run_->gates.open(*who.release)) return run_->fail(peer(), actor + no_more_gates);
    run_->journal.note_control(actor + "released " + *who.release);
  }
  maildrop* const drop = run_->maildrops.find(who.account);
  if (drop == nullptr) return;
  if (who.remove) {
    const std::size_t removed = drop->remove(*who.remove);
    const std::string which = to_text(*who.remove) + " (" + std::to_string(removed) + " of them there)";
    run_->journal.note_control(actor + who.account + ": removed " + which);
  }
  if (who.deliver) {
    if (!drop->deliver(who.deliver)) return run_->fail(peer(), actor + no_more_deliveries);
    run_->note_delivery(actor, who.account, *who.deliver);
  }
}

}  // namespace pop3kit::serving
