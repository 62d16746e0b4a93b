#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <map>
#include <pop3kit/simulation.hpp>
#include <stdexcept>

#include "client_access.hpp"
#include "held_messages.hpp"
#include "link_pipe.hpp"
#include "net/async/is_cancelled.hpp"
#include "net/async/signal.hpp"
#include "scenario/description.hpp"
#include "scheduler.hpp"
#include "service/service.hpp"
#include "tls/identity.hpp"

namespace pop3kit {

namespace asio = boost::asio;
using simulated::purpose;
using simulated::random_stream;

namespace {

constexpr std::uint16_t implicit_tls_port = 995;

using description_ptr = std::shared_ptr<const scenario::description>;
using mailboxes = std::map<std::string, std::shared_ptr<const serving::mailbox_source>>;

std::vector<stored_message> contents(const serving::roster& held) {
  std::vector<stored_message> messages;
  for (std::size_t index = 0; index < held.count(); ++index) {
    const std::size_t position = held.position(index);
    std::string octets(static_cast<std::size_t>(held.octets(index)), '\0');
    const std::size_t length = held.source()->open(position)->read(0, octets);
    octets.resize(length);
    messages.emplace_back(held.source()->unique_id(position), std::move(octets));
  }
  return messages;
}

/// In the world and not from outside: Asio would keep a bare pointer into the operation until the next run. And not
/// before the operation has begun: Asio would throw out of the run.
void cancel_once_begun(const asio::any_io_executor& where, const std::weak_ptr<asio::cancellation_signal>& held,
                       const std::function<bool()>& begun) {
  asio::post(where, [where, held, begun] {
    const auto alive = held.lock();
    if (!alive) return;
    if (!begun()) return cancel_once_begun(where, held, begun);
    alive->emit(asio::cancellation_type::terminal);
  });
}

}  // namespace

struct simulation::implementation {
  explicit implementation(std::uint64_t chosen) : seed(chosen), work(chosen) {}
  ~implementation() {
    if (server) server->stop();
    work.run_to(work.time().now());
  }
  implementation(const implementation&) = delete;
  implementation& operator=(const implementation&) = delete;

  void start_server() {
    if (!what) return;
    serving::service_options options;
    options.seed = random_stream(seed, purpose::server, served++).next();
    const serving::listen_options& listen = what->listen;
    const bool secures = listen.starttls || listen.tls;
    if (secures && !identity.tls) {
      identity = serving::make_identity("localhost", net::system_clock().wall_now(), *what).value();
    }
    server = std::make_unique<serving::service>(work.executor(), work.time(), what, options,
                                                secures ? identity : serving::identity());
  }

  void stop_server() {
    break_connections();
    if (!server) return;
    kept = current_mailboxes();
    const std::vector<journal_entry> told = server->run().journal.entries();
    server->stop();
    for (const journal_entry& entry : told) past.push_back(entry);
    server.reset();
  }

  /// The maildrops as they stand, each a mailbox again.
  [[nodiscard]] mailboxes current_mailboxes() const {
    if (!server) return kept;
    mailboxes made;
    for (const auto& [name, owner] : what->accounts) {
      const std::shared_ptr<const serving::roster> held = server->run().maildrops.contents(name);
      const bool whole = held->count() == held->source()->count();
      made[name] = whole ? held->source() : simulated::hold_messages(contents(*held));
    }
    return made;
  }

  void restart(const mailboxes& with) {
    stop_server();
    if (!what) return;
    auto changed = std::make_shared<scenario::description>(*what);
    for (auto& [name, owner] : changed->accounts) {
      const auto fresh = with.find(name);
      const auto old = kept.find(name);
      if (fresh != with.end()) {
        owner.mailbox = fresh->second;
      } else if (old != kept.end()) {
        owner.mailbox = old->second;
      }
    }
    what = std::move(changed);
    start_server();
  }

  [[nodiscard]] bool listens(std::uint16_t port) const {
    return server && (port == implicit_tls_port ? what->listen.tls : what->listen.plain);
  }

  void break_connections() {
    for (const auto& pipe : pipes) pipe->break_off();
  }

  asio::awaitable<outcome<net::stream_ptr>> connect(std::uint16_t port) {
    const std::uint64_t ordinal = ++connections;
    const simulated_link link = conditions ? conditions(ordinal) : simulated_link();
    if (link.latency > net::duration::zero()) {
      const outcome<> slept = co_await net::sleep_for(work.time(), 2 * link.latency);
      if (!slept) co_return slept.error();
      if (co_await net::is_cancelled()) co_return errc::cancelled;
    }
    if (link.outcome != connect_outcome::accepted) ++*disturbances;
    if (link.outcome == connect_outcome::host_not_found) co_return errc::host_not_found;
    if (link.outcome == connect_outcome::unanswered) {
      net::signal never(work.executor());
      const outcome<> woken = co_await never.wait();
      co_return woken ? boost::system::error_code(errc::cancelled) : woken.error();
    }
    if (link.outcome == connect_outcome::refused || !listens(port)) {
      co_return boost::system::error_code(asio::error::connection_refused);
    }
    std::erase_if(pipes, [](const auto& pipe) { return pipe.use_count() == 1; });
    simulated::piped_link made =
        simulated::make_link_pipe(work.executor(), work.time(), link, seed + ordinal, disturbances);
    pipes.push_back(made.pipe);
    server->serve(std::move(made.server), port == implicit_tls_port);
    co_return std::move(made.client);
  }

  std::uint64_t seed;
  simulated::scheduler work;
  simulated_network conditions;
  serving::identity identity;
  description_ptr what;
  std::unique_ptr<serving::service> server;
  mailboxes kept;  // while no server is up
  std::vector<journal_entry> past;
  std::vector<std::shared_ptr<simulated::link_pipe>> pipes;
  std::shared_ptr<std::uint64_t> disturbances = std::make_shared<std::uint64_t>(0);
  std::uint64_t served = 0;
  std::uint64_t connections = 0;
};

simulation::simulation(std::uint64_t seed) : implementation_(std::make_unique<implementation>(seed)) {}
simulation::~simulation() = default;

void simulation::serve(scenario what) {
  implementation& world = *implementation_;
  world.stop_server();
  const auto held = std::make_shared<const scenario>(std::move(what));
  world.what = description_ptr(held, &held->get());
  world.kept.clear();
  world.start_server();
}

void simulation::stop() {
  implementation_->stop_server();
}

void simulation::restart() {
  implementation_->restart({});
}

std::vector<stored_message> simulation::maildrop(std::string_view user) const {
  const implementation& world = *implementation_;
  if (!world.server) {
    const auto found = world.kept.find(std::string(user));
    return found == world.kept.end() ? std::vector<stored_message>() : contents(serving::roster(found->second));
  }
  const std::shared_ptr<const serving::roster> held = world.server->run().maildrops.contents(user);
  return held ? contents(*held) : std::vector<stored_message>();
}

void simulation::remove(std::string_view user, const std::vector<std::string>& unique_ids) {
  if (implementation_->server) implementation_->server->run().maildrops.remove(user, unique_ids);
}

void simulation::restart_with(std::string_view user, std::vector<stored_message> messages) {
  mailboxes with;
  with[std::string(user)] = simulated::hold_messages(std::move(messages));
  implementation_->restart(with);
}

void simulation::network(simulated_network conditions) {
  implementation_->conditions = std::move(conditions);
}

void simulation::reset_connections() {
  implementation_->break_connections();
}

async_client simulation::make_client(client_options options) {
  implementation& world = *implementation_;
  if (options.host.empty()) options.host = "localhost";
  if (options.tls.ca_pem.empty() && options.tls.ca_file.empty()) {
    options.tls.ca_pem = world.identity.ca_pem;
    options.tls.use_system_trust = false;
  }
  engine::connector connect = [&world](const std::string&, std::uint16_t port, std::string&) {
    return world.connect(port);
  };
  return engine::client_access::make(world.work.executor(), std::move(options), std::move(connect), world.work.time());
}

const std::string& simulation::ca_pem() const noexcept {
  return implementation_->identity.ca_pem;
}

asio::any_io_executor simulation::executor() const {
  return implementation_->work.executor();
}

std::function<void()> simulation::spawn(asio::awaitable<void> work, std::function<void(std::exception_ptr)> failed,
                                        std::function<bool()> begun) {
  const auto signal = std::make_shared<asio::cancellation_signal>();
  auto ended = [signal, failed = std::move(failed)](const std::exception_ptr& thrown) {
    if (thrown) failed(thrown);
  };
  asio::co_spawn(executor(), std::move(work), asio::bind_cancellation_slot(signal->slot(), std::move(ended)));
  return [held = std::weak_ptr(signal), begun = std::move(begun), where = executor()] {
    cancel_once_begun(where, held, begun);
  };
}

void simulation::complete(const std::function<bool()>& done) {
  if (!run_until(done)) throw std::logic_error("nothing is left to run, yet the operation has not completed");
}

bool simulation::run_until(const std::function<bool()>& done) {
  return implementation_->work.run_until(done);
}

void simulation::pass(std::chrono::nanoseconds span) {
  implementation_->work.run_to(net::later(now(), span));
}

void simulation::jump(std::chrono::nanoseconds span) {
  implementation_->work.time().advance(span);
}

void simulation::pass_at_each_look(std::chrono::nanoseconds look) {
  implementation_->work.time().pass_at_each_look(look);
}

void simulation::run_until_idle() {
  run_until([] { return false; });
}

simulation::time_point simulation::now() const noexcept {
  return implementation_->work.time().now();
}

std::vector<journal_entry> simulation::journal() const {
  std::vector<journal_entry> all = implementation_->past;
  if (!implementation_->server) return all;
  const std::vector<journal_entry> present = implementation_->server->run().journal.entries();
  all.insert(all.end(), present.begin(), present.end());
  return all;
}

result<> simulation::verify() const {
  return implementation_->server ? implementation_->server->run().expectations.verdict() : result<>();
}

std::vector<std::string> simulation::unfired_rules() const {
  return implementation_->server ? implementation_->server->run().expectations.unfired_rules()
                                 : std::vector<std::string>();
}

std::uint64_t simulation::connections() const noexcept {
  return implementation_->connections;
}

std::uint64_t simulation::disturbances() const noexcept {
  return *implementation_->disturbances;
}

std::size_t simulation::open_streams() const noexcept {
  return static_cast<std::size_t>(
      std::ranges::count_if(implementation_->pipes, [](const auto& pipe) { return pipe->client_holds(); }));
}

std::size_t simulation::server_sessions() const noexcept {
  return implementation_->server ? implementation_->server->sessions() : 0;
}

std::size_t simulation::armed_timers() const noexcept {
  return implementation_->work.time().armed_timers();
}

std::uint64_t simulation::steps() const noexcept {
  return implementation_->work.steps();
}

}  // namespace pop3kit
