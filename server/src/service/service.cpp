#include "service/service.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <exception>
#include <unordered_map>

#include "net/fault/fault_stream.hpp"
#include "rules/rule_wording.hpp"
#include "session/session.hpp"

namespace pop3kit::serving {

struct service::state : std::enable_shared_from_this<state> {
  explicit state(std::shared_ptr<scenario_run> held)
      : shared(std::move(held)), changes_links(std::ranges::any_of(shared->description->rules, &changes_link)) {}

  static bool changes_link(const rule& each) { return each.what.network.has_value(); }

  /// What somebody else did to the server, in the journal.
  void note_control(const std::string& what) const { shared->journal.note_control(what); }

  void rule_came(const rule_book::entry& which, std::string_view how) {
    const rule& what = *which.what;
    changes_links = changes_links || changes_link(what);
    shared->expectations.rule_came(which.number, name_of(what));
    note_control("rule " + std::to_string(which.number) + " " + std::string(how) + ": " + name_of(what) + ": " +
                 to_text(what.what));
  }

  void serve(net::stream_ptr stream, bool implicit_tls) {
    peer about;
    about.connection = ++accepted;
    const std::string_view how = implicit_tls ? "tls" : "plain";
    shared->journal.note(about, journal_kind::connect, how);
    shared->happened(about, connect_event, how);
    const network_condition sum = shared->network.of(accepted, implicit_tls, shared->age());
    if (sum.refuse) {
      stream->reset();
      shared->journal.note(about, journal_kind::disconnect, "refused");
      return shared->happened(about, disconnect_event, "refused");
    }
    net::fault_stream* link = nullptr;
    if (changes_links || needs_link(sum)) {
      auto conditioned = net::make_fault_stream(std::move(stream), shared->time, sum.plan);
      link = conditioned.get();
      if (sum.limit) link->cut_after(*sum.limit, sum.close);
      stream = std::move(conditioned);
    }
    auto held = std::make_shared<session>(shared, std::move(stream), link, accepted);
    if (sum.lifetime) held->live_for(*sum.lifetime, sum.close);
    sessions.emplace(accepted, held);
    auto done = net::asio::bind_cancellation_slot(
        held->slot(), [self = shared_from_this(), held, ordinal = accepted](const std::exception_ptr&) {
          self->sessions.erase(ordinal);
        });
    net::asio::co_spawn(shared->executor, held->run(implicit_tls), std::move(done));
  }

  /// The clock must outlive the state; the timers end with it, or when they are cancelled.
  void hire_actors() {
    for (const actor& each : shared->description->actors) {
      net::timer& alarm = *alarms.emplace_back(shared->time.make_timer(shared->executor));
      expect(each, alarm, net::later(shared->time.now(), each.at));
    }
  }

  void expect(const actor& who, net::timer& alarm, net::time_point moment) {
    alarm.arm(moment, [this, &who, &alarm, moment] {
      act(who);
      if (who.every > net::duration::zero()) expect(who, alarm, net::later(moment, who.every));
    });
  }

  void act(const actor& who) {
    const std::string actor = to_prefix(who.where);
    if (who.release) {
      if (!shared->gates.open(*who.release)) return shared->fail(peer(), actor + no_more_gates);
      note_control(actor + "released " + *who.release);
    }
    maildrop* const drop = shared->maildrops.find(who.account);
    if (drop == nullptr) return;
    if (who.remove) {
      const std::size_t removed = drop->remove(*who.remove);
      const std::string which = to_text(*who.remove) + " (" + std::to_string(removed) + " of them there)";
      note_control(actor + who.account + ": removed " + which);
    }
    if (who.deliver) {
      if (!drop->deliver(who.deliver)) return shared->fail(peer(), actor + no_more_deliveries);
      note_control(actor + who.account + ": delivered " + std::to_string(who.deliver->count()));
    }
  }

  std::shared_ptr<scenario_run> shared;
  std::vector<std::unique_ptr<net::timer>> alarms;
  std::unordered_map<std::uint64_t, std::shared_ptr<session>> sessions;
  std::uint64_t accepted = 0;
  bool changes_links;  ///< by rules, while sessions run
  bool stopped = false;
};

service::service(net::asio::any_io_executor executor, net::clock& time,
                 std::shared_ptr<const scenario::description> what, const service_options& options,
                 identity certificates)
    : state_(std::make_shared<state>(std::make_shared<scenario_run>(std::move(executor), time, std::move(what), options,
                                                                    std::move(certificates)))) {
  state_->hire_actors();
}

service::~service() {
  stop();
}

void service::serve(net::stream_ptr stream, bool implicit_tls) {
  if (!state_->stopped) state_->serve(std::move(stream), implicit_tls);
}

void service::stop() noexcept {
  if (std::exchange(state_->stopped, true)) return;
  for (const auto& alarm : state_->alarms) alarm->cancel();
  // On the executor, where cancelling takes place at once: called from elsewhere, Asio would keep a bare pointer into a
  // session that may end before its turn comes. And it may end, and leave the table, while it is being told to.
  const auto sessions = state_->sessions;
  for (const auto& [ordinal, each] : sessions) {
    net::asio::dispatch(state_->shared->executor, [told = each] { told->stop(); });
  }
  state_->shared->expectations.stop();
  state_->shared->journal.changes().notify();
}

namespace {

net::asio::awaitable<bool> wait_in(std::shared_ptr<scenario_run> shared, std::function<bool()> stopped,
                                   std::function<bool()> enough, net::time_point until) {
  while (!enough()) {
    if (stopped() || shared->time.now() >= until) co_return false;
    co_await shared->journal.changes().wait(shared->time, until);
  }
  co_return true;
}

}  // namespace

net::asio::awaitable<bool> service::wait_until(std::function<bool()> enough, net::time_point until) {
  std::function<bool()> stopped = [state = state_] { return state->stopped; };
  return wait_in(state_->shared, std::move(stopped), std::move(enough), until);
}

std::size_t service::sessions() const noexcept {
  return state_->sessions.size();
}

std::uint64_t service::seed() const noexcept {
  return state_->shared->seed;
}

std::shared_ptr<const roster> service::maildrop_of(std::string_view user) const {
  return state_->shared->maildrops.contents(user);
}

delivery service::deliver(std::string_view user, std::shared_ptr<const mailbox_source> mail) {
  const std::size_t count = mail->count();
  const delivery outcome = state_->shared->maildrops.deliver(user, mail);
  if (outcome == delivery::done) state_->note_control(std::string(user) + ": delivered " + std::to_string(count));
  return outcome;
}

bool service::remove(std::string_view user, std::uint64_t place) {
  if (!state_->shared->maildrops.remove(user, place)) return false;
  state_->note_control(std::string(user) + ": removed message " + std::to_string(place));
  return true;
}

std::vector<std::string> service::holds() const {
  return state_->shared->gates.waited_at();
}

bool service::release(std::string_view gate) {
  if (!state_->shared->gates.open(gate)) return false;
  state_->note_control("released " + std::string(gate));
  return true;
}

std::vector<running_rule> service::rules() const {
  std::vector<running_rule> out;
  for (const rule_book::entry& each : state_->shared->rules.entries()) {
    running_rule& told = out.emplace_back();
    told.number = each.number;
    told.what = each.what;
    told.fired = state_->shared->expectations.times_fired(each.number);
  }
  return out;
}

std::size_t service::rule_count() const noexcept {
  return state_->shared->rules.entries().size();
}

std::vector<std::uint64_t> service::add_rules(std::vector<rule> more, bool in_front) {
  rule_book& book = state_->shared->rules;
  std::size_t index = in_front ? 0 : book.entries().size();
  std::vector<std::uint64_t> numbers;
  for (rule& each : more) {
    const std::uint64_t number = book.insert(index, std::move(each));
    state_->rule_came(book.entries()[index], "added");
    numbers.push_back(number);
    ++index;
  }
  return numbers;
}

bool service::replace_rule(std::uint64_t number, rule other) {
  rule_book& book = state_->shared->rules;
  const auto index = book.find(number);
  if (!index) return false;
  state_->shared->expectations.rule_left(number);
  book.replace(*index, std::move(other));
  state_->rule_came(book.entries()[*index], "now");
  return true;
}

std::size_t service::remove_rules(std::optional<std::uint64_t> number) {
  rule_book& book = state_->shared->rules;
  std::size_t removed = 0;
  for (std::size_t index = book.entries().size(); index > 0; --index) {
    const std::uint64_t own = book.number(index - 1);
    if (number && own != *number) continue;
    state_->note_control("rule " + std::to_string(own) + " removed: " + name_of(book.at(index - 1)));
    state_->shared->expectations.rule_left(own);
    book.erase(index - 1);
    ++removed;
  }
  return removed;
}

void service::fail(const std::string& why) {
  state_->shared->fail(peer(), why);
}

std::vector<session_facts> service::session_list() const {
  std::vector<session_facts> out;
  for (const auto& [ordinal, each] : state_->sessions) out.push_back(each->facts());
  std::ranges::sort(out, {}, &session_facts::connection);
  return out;
}

std::size_t service::end_sessions(std::optional<std::uint64_t> connection, bool reset) {
  std::size_t ended = 0;
  const auto sessions = state_->sessions;
  for (const auto& [ordinal, each] : sessions) {
    if (connection && ordinal != *connection) continue;
    each->kill(reset);
    ++ended;
  }
  return ended;
}

void service::remove(std::string_view user, const std::vector<std::string>& unique_ids) {
  state_->shared->maildrops.remove(user, unique_ids);
}

std::vector<journal_entry> service::journal() const {
  return state_->shared->journal.entries();
}

journal_page service::journal_since(std::uint64_t cursor, std::size_t most) const {
  return state_->shared->journal.since(cursor, most);
}

server_report service::report() const {
  server_report made = state_->shared->expectations.report();
  made.seed = state_->shared->seed;
  return made;
}

result<> service::verify() const {
  return state_->shared->expectations.verdict();
}

std::vector<std::string> service::unfired_rules() const {
  return state_->shared->expectations.unfired_rules();
}

}  // namespace pop3kit::serving
