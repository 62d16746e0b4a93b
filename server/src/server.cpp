#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <mutex>
#include <pop3kit/server.hpp>
#include <thread>

#include "identity.hpp"
#include "net/listener.hpp"
#include "service.hpp"

namespace pop3kit {
namespace {

namespace asio = boost::asio;

/// Out of descriptors, mostly: sessions that end will free some.
constexpr net::duration accept_retry = std::chrono::milliseconds(50);

struct door {
  explicit door(const asio::any_io_executor& executor) : socket(executor) {}
  net::listener socket;
  bool implicit_tls = false;
};

/// What exists from one start() to the next.
struct run_state {
  run_state(std::shared_ptr<const scenario::description> what, const serving::service_options& options,
            std::shared_ptr<net::tls_context> identity)
      : service(context.get_executor(), net::system_clock(), std::move(what), options, std::move(identity)) {}

  asio::io_context context{1};
  serving::service service;
  std::unique_ptr<door> plain;
  std::unique_ptr<door> tls;
  bool stopping = false;
  std::thread thread;
};

asio::awaitable<void> accept_all(run_state& run, door& at) {
  while (!run.stopping) {
    auto accepted = co_await at.socket.accept();
    if (run.stopping) break;
    if (accepted.has_value()) {
      run.service.serve(std::move(*accepted), at.implicit_tls);
      continue;
    }
    const auto slept = co_await net::sleep_for(net::system_clock(), accept_retry);
    if (slept.has_error()) break;
  }
}

}  // namespace

struct server::implementation {
  implementation(scenario told, server_options chosen) : what(std::move(told)), options(std::move(chosen)) {}

  result<std::unique_ptr<door>> open(run_state& next, std::uint16_t port, bool implicit_tls) const {
    auto opened = std::make_unique<door>(next.context.get_executor());
    opened->implicit_tls = implicit_tls;
    const auto bound = opened->socket.open(options.host, port);
    if (bound.has_error()) return failure(bound.error(), options.host + ":" + std::to_string(port));
    return opened;
  }

  result<> open_doors(run_state& next) const {
    const auto& listen = what.get().listen;
    if (listen.plain) {
      auto opened = open(next, options.port, false);
      if (opened.has_error()) return opened.error();
      next.plain = std::move(*opened);
    }
    if (listen.tls) {
      auto opened = open(next, options.tls_port, true);
      if (opened.has_error()) return opened.error();
      next.tls = std::move(*opened);
    }
    return {};
  }

  result<> start() {
    const std::scoped_lock held(guard);
    if (running) return failure(errc::operation_in_progress, "the server is running already");
    const std::string& client_ca = what.get().listen.client_ca_pem;
    auto made = serving::make_identity(options.host, net::system_clock().wall_now(), client_ca);
    if (made.has_error()) return failure(made.error(), "no certificate could be made");

    // The description lives in the scenario that every copy shares.
    std::shared_ptr<const scenario::description> described(std::make_shared<const scenario>(what), &what.get());
    serving::service_options chosen;
    chosen.seed = options.seed;
    chosen.journal_entries = options.journal_entries;
    chosen.on_event = options.on_event;
    auto next = std::make_shared<run_state>(std::move(described), chosen, made->tls);
    const auto opened = open_doors(*next);
    if (opened.has_error()) return opened.error();
    ca_pem = made->ca_pem;
    run = std::move(next);
    launch(*run);
    running = true;
    return {};
  }

  static void launch(run_state& next) {
    for (door* const each : {next.plain.get(), next.tls.get()}) {
      if (each != nullptr) asio::co_spawn(next.context, accept_all(next, *each), asio::detached);
    }
    next.thread = std::thread([&next] { next.context.run(); });
  }

  void stop() noexcept {
    const std::scoped_lock held(guard);
    if (!running) return;
    running = false;
    asio::post(run->context, [&now = *run] {
      now.stopping = true;
      for (door* const each : {now.plain.get(), now.tls.get()}) {
        if (each != nullptr) each->socket.close();
      }
      now.service.stop();
    });
    run->thread.join();
  }

  /// The run under way or the last one; null before the first.
  [[nodiscard]] std::shared_ptr<const run_state> current() const {
    const std::scoped_lock held(guard);
    return run;
  }

  /// Waits on the server's thread for `enough`; where that does not run, nothing will come any more.
  bool wait(const std::function<bool(serving::service&)>& enough, std::chrono::nanoseconds limit) const {
    std::future<bool> held;
    {
      const std::scoped_lock lock(guard);
      if (!run) return false;
      if (!running) return enough(run->service);
      std::function<bool()> asked = [&enough, &now = *run] { return enough(now.service); };
      const net::time_point until = net::later(net::system_clock().now(), limit);
      held = asio::co_spawn(run->context, run->service.wait_until(std::move(asked), until), asio::use_future);
    }
    return held.get();
  }

  scenario what;
  server_options options;
  mutable std::mutex guard;
  std::string ca_pem;
  std::shared_ptr<run_state> run;
  bool running = false;
};

namespace {

std::optional<std::uint16_t> port_of(const std::unique_ptr<door>& at) {
  return at ? std::optional(at->socket.port()) : std::nullopt;
}

}  // namespace

server::server(scenario what, server_options options)
    : implementation_(std::make_unique<implementation>(std::move(what), std::move(options))) {}

server::server(server&&) noexcept = default;

server& server::operator=(server&& other) noexcept {
  if (this != &other) {
    if (implementation_) implementation_->stop();
    implementation_ = std::move(other.implementation_);
  }
  return *this;
}

server::~server() {
  if (implementation_) implementation_->stop();
}

result<> server::start() {
  return implementation_->start();
}

void server::stop() noexcept {
  implementation_->stop();
}

std::optional<std::uint16_t> server::port() const noexcept {
  const auto run = implementation_->current();
  return run ? port_of(run->plain) : std::nullopt;
}

std::optional<std::uint16_t> server::tls_port() const noexcept {
  const auto run = implementation_->current();
  return run ? port_of(run->tls) : std::nullopt;
}

const std::string& server::ca_pem() const noexcept {
  return implementation_->ca_pem;
}

std::vector<journal_entry> server::journal() const {
  const auto run = implementation_->current();
  return run ? run->service.journal() : std::vector<journal_entry>();
}

journal_page server::journal_since(std::uint64_t cursor, std::size_t most) const {
  const auto run = implementation_->current();
  return run ? run->service.journal_since(cursor, most) : journal_page();
}

std::optional<journal_entry> server::wait_for(const std::function<bool(const journal_entry&)>& wanted,
                                              std::chrono::nanoseconds limit) const {
  std::optional<journal_entry> found;
  std::uint64_t cursor = 0;
  const auto look = [&](serving::service& at) {
    const journal_page page = at.journal_since(cursor, SIZE_MAX);
    cursor = page.next;
    const auto entry = std::ranges::find_if(page.entries, wanted);
    if (entry != page.entries.end()) found = *entry;
    return found.has_value();
  };
  return implementation_->wait(look, limit) ? found : std::nullopt;
}

result<> server::await_verdict(std::chrono::nanoseconds limit) const {
  const auto settled = [](serving::service& at) {
    const server_report now = at.report();
    const auto failed = [](const expectation_report& each) { return each.state == expectation_state::failed; };
    return now.good() || !now.script_errors.empty() || std::ranges::any_of(now.expectations, failed);
  };
  static_cast<void>(implementation_->wait(settled, limit));
  return verify();
}

server_report server::report() const {
  const auto run = implementation_->current();
  return run ? run->service.report() : server_report();
}

result<> server::verify() const {
  const auto run = implementation_->current();
  if (!run) return failure(errc::expectation_failed, "the server was never started");
  return run->service.verify();
}

std::vector<std::string> server::unfired_rules() const {
  const auto run = implementation_->current();
  return run ? run->service.unfired_rules() : std::vector<std::string>();
}

}  // namespace pop3kit
