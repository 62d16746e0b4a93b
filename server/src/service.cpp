#include "service.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <unordered_map>

#include "net/fault_stream.hpp"
#include "seed.hpp"
#include "session.hpp"

namespace pop3kit::serving {

struct service::state : std::enable_shared_from_this<state> {
  explicit state(std::shared_ptr<host> held) : shared(std::move(held)) {}

  /// The link of the first network condition that concerns this connection; without one `stream` stays as it is.
  std::unique_ptr<net::fault_stream> condition(net::stream_ptr& stream, std::uint64_t connection) {
    rule_engine::occurrences counted;
    occasion now;
    now.connection = connection;
    const auto index = shared->network().match(now, counted);
    if (!index) return nullptr;
    net::fault_plan plan = shared->what().network[*index].plan;
    plan.seed = derive_seed(shared->seed() + 1, *index, connection);
    return net::make_fault_stream(std::move(stream), shared->time(), plan);
  }

  void serve(net::stream_ptr stream, bool implicit_tls) {
    peer about;
    about.connection = ++accepted;
    const std::string_view how = implicit_tls ? "tls" : "plain";
    shared->note(about, journal_kind::connect, how);
    shared->happened(about, connect_event, how);
    std::unique_ptr<net::fault_stream> conditioned = condition(stream, accepted);
    net::fault_stream* const link = conditioned.get();
    if (conditioned) stream = std::move(conditioned);
    auto held = std::make_shared<session>(shared, std::move(stream), link, accepted);
    sessions.emplace(accepted, held);
    auto done = net::asio::bind_cancellation_slot(
        held->slot(), [self = shared_from_this(), held, ordinal = accepted](const std::exception_ptr&) {
          self->sessions.erase(ordinal);
        });
    net::asio::co_spawn(shared->executor(), held->run(implicit_tls), std::move(done));
  }

  std::shared_ptr<host> shared;
  std::unordered_map<std::uint64_t, std::shared_ptr<session>> sessions;
  std::uint64_t accepted = 0;
  bool stopped = false;
};

service::service(net::asio::any_io_executor executor, net::clock& time,
                 std::shared_ptr<const scenario::description> what, const service_options& options,
                 identity certificates)
    : state_(std::make_shared<state>(
          std::make_shared<host>(std::move(executor), time, std::move(what), options, std::move(certificates)))) {}

service::~service() {
  stop();
}

void service::serve(net::stream_ptr stream, bool implicit_tls) {
  if (!state_->stopped) state_->serve(std::move(stream), implicit_tls);
}

void service::stop() noexcept {
  if (std::exchange(state_->stopped, true)) return;
  // A session may end, and leave the table, while it is being told to.
  const auto sessions = state_->sessions;
  for (const auto& [ordinal, each] : sessions) each->stop();
  state_->shared->expectations().stop();
  state_->shared->changes().ring();
}

namespace {

net::asio::awaitable<bool> wait_in(std::shared_ptr<host> shared, std::function<bool()> stopped,
                                   std::function<bool()> enough, net::time_point until) {
  while (!enough()) {
    if (stopped() || shared->time().now() >= until) co_return false;
    co_await shared->changes().wait(shared->time(), until);
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

std::shared_ptr<const roster> service::maildrop_of(std::string_view user) const {
  const maildrop* const found = state_->shared->find_maildrop(user);
  return found == nullptr ? nullptr : found->current();
}

void service::fail(const std::string& why) {
  state_->shared->expectations().hook_failed(why);
  state_->shared->note(peer(), journal_kind::hook_error, why);
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

std::vector<journal_entry> service::journal() const {
  return state_->shared->journal().entries();
}

journal_page service::journal_since(std::uint64_t cursor, std::size_t most) const {
  return state_->shared->journal().since(cursor, most);
}

server_report service::report() const {
  server_report made = state_->shared->expectations().report();
  made.seed = state_->shared->seed();
  return made;
}

result<> service::verify() const {
  return state_->shared->expectations().verdict();
}

std::vector<std::string> service::unfired_rules() const {
  return state_->shared->expectations().unfired_rules();
}

}  // namespace pop3kit::serving
