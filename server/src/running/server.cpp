#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <mutex>
#include <pop3kit/server.hpp>
#include <thread>
#include <utility>

#include "language/load_scenario.hpp"
#include "mailbox/message_set.hpp"
#include "mailbox/stored_messages.hpp"
#include "running/running_server.hpp"
#include "scenario/description.hpp"

namespace pop3kit {

namespace asio = boost::asio;

using serving::running_server;

namespace {

const std::string nothing;

}  // namespace

result<ca_key_pair> make_certificate_authority() {
  const auto made = serving::make_authority(net::system_clock().wall_now());
  if (made.has_error()) return failure(made.error(), "no certificate authority could be made");
  ca_key_pair out;
  out.ca_pem = made->certificate_pem();
  out.ca_key_pem = made->private_key_pem();
  return out;
}

struct server::implementation {
  implementation(scenario first, server_options chosen) : what(std::move(first)), options(std::move(chosen)) {}

  result<> start() {
    if (is_own_thread()) return within_callback();
    const std::scoped_lock alone(start_and_stop);
    if (is_running()) return failure(errc::operation_in_progress, "the server is running already");
    const auto next = std::make_shared<running_server>(copy_scenario(), options);
    const auto opened = open(next);
    if (opened.has_error()) return opened.error();
    // The previous run ends after the guard was released.
    std::shared_ptr<running_server> former = next;
    const std::scoped_lock held(guard);
    run.swap(former);
    running = true;
    thread = std::thread([this, next] {
      own_thread = std::this_thread::get_id();
      next->context.run();
    });
    return {};
  }

  /// During opening, the callbacks see the new server, on this thread.
  result<> open(const std::shared_ptr<running_server>& next) {
    struct mark {
      implementation& of;
      ~mark() {
        of.opening.reset();
        of.own_thread = std::thread::id();
      }
    };
    const mark until_the_end{*this};
    own_thread = std::this_thread::get_id();
    opening = next;
    return next->open();
  }

  /// A thread cannot wait for its own end, so a call from a callback does nothing.
  void stop() noexcept {
    if (is_own_thread()) return;
    const std::scoped_lock alone(start_and_stop);
    {
      // Callbacks may read from the server while it stops.
      const std::scoped_lock held(guard);
      if (!running) return;
      running = false;
      asio::post(run->context, [&now = *run] { now.stop(); });
    }
    thread.join();
    own_thread = std::thread::id();
  }

  /// Returns true if a callback of the server makes this call. The server's thread waits for its callbacks.
  [[nodiscard]] bool is_own_thread() const noexcept { return own_thread.load() == std::this_thread::get_id(); }

  static failure within_callback() {
    return failure(errc::operation_in_progress, "this cannot be done within a callback of the server");
  }

  [[nodiscard]] bool is_running() const {
    const std::scoped_lock held(guard);
    return running;
  }

  [[nodiscard]] scenario copy_scenario() const {
    const std::scoped_lock held(guard);
    return what;
  }

  /// Returns the present run or the last one; null before the first.
  [[nodiscard]] std::shared_ptr<const running_server> current() const {
    if (is_own_thread() && opening) return opening;
    const std::scoped_lock held(guard);
    return run;
  }

  /// Returns the service of that run; null before the first.
  [[nodiscard]] std::shared_ptr<const serving::service> observed() const {
    const auto now = current();
    return now ? now->observed() : nullptr;
  }

  /// Waits on the server's thread for `enough`. If the server does not run, nothing more will happen, and the wait
  /// ends. In a callback, checks once and does not wait.
  bool wait(const std::function<bool(const serving::service&)>& enough, std::chrono::nanoseconds limit) const {
    if (is_own_thread()) {
      const auto service = observed();
      return service != nullptr && enough(*service);
    }
    std::future<bool> held;
    {
      const std::scoped_lock lock(guard);
      if (!run) return false;
      if (running) held = asio::co_spawn(run->context, wait_in(*run, enough, limit), asio::use_future);
    }
    return held.valid() ? held.get() : enough(*observed());
  }

  static asio::awaitable<bool> wait_in(running_server& in, const std::function<bool(const serving::service&)>& enough,
                                       std::chrono::nanoseconds limit) {
    // Another scenario may replace this one during the wait.
    const std::shared_ptr<serving::service> now = in.shared();
    std::function<bool()> asked = [&enough, &now] { return enough(*now); };
    const net::time_point until = net::later(in.time().now(), limit);
    const bool in_time = co_await now->wait_until(std::move(asked), until);
    co_return in_time;
  }

  /// Does the work on the server's thread, and waits until it is done.
  result<> on_thread(const std::function<result<>(running_server&)>& work) {
    if (is_own_thread()) return within_callback();
    std::promise<result<>> done;
    {
      const std::scoped_lock lock(guard);
      if (!running) return failure(errc::wrong_state, "the server is not running");
      asio::post(run->context, [&now = *run, &done, &work] { done.set_value(work(now)); });
    }
    return done.get_future().get();
  }

  result<> play(const scenario& next) {
    auto outcome = on_thread([&next](running_server& now) { return now.play(next, std::nullopt); });
    if (outcome.has_value()) {
      const std::scoped_lock lock(guard);
      what = next;
    }
    return outcome;
  }

  scenario what;
  server_options options;
  /// The server's thread. While start() opens the server, the thread of start().
  std::atomic<std::thread::id> own_thread;
  std::shared_ptr<running_server> opening;  ///< by start(), on its own thread
  std::mutex start_and_stop;                ///< held by each from beginning to end
  mutable std::mutex guard;                 ///< of the members below, held only briefly
  std::shared_ptr<running_server> run;
  std::thread thread;
  bool running = false;
};

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

result<> server::play(const scenario& next) {
  return implementation_->play(next);
}

result<> server::reset() {
  return implementation_->play(implementation_->copy_scenario());
}

result<std::vector<std::uint64_t>> server::add_rules(const std::string& text) {
  auto made = serving::parse_rules(text, "rules", implementation_->copy_scenario().get().seed);
  if (made.has_error()) return made.error();
  std::vector<std::uint64_t> numbers;
  const auto done = implementation_->on_thread([&](running_server& now) -> result<> {
    numbers = now.current().run().rules.add(std::move(*made), true);
    return {};
  });
  if (done.has_error()) return done.error();
  return numbers;
}

result<> server::remove_rule(std::uint64_t number) {
  return implementation_->on_thread([number](running_server& now) -> result<> {
    if (now.current().run().rules.remove(number) == 1) return {};
    return failure(errc::invalid_option, "there is no rule " + std::to_string(number));
  });
}

result<> server::deliver(const std::string& account, const std::string& message) {
  const auto mail = serving::concatenate({serving::make_stored_messages({serving::with_crlf(message)})});
  return implementation_->on_thread([&](running_server& now) -> result<> {
    switch (now.current().run().deliver(account, mail)) {
      case serving::delivery::done:
        return {};
      case serving::delivery::no_account:
        break;
      case serving::delivery::full:
        return failure(errc::invalid_option, "the server takes no more mail");
    }
    return failure(errc::invalid_option, "there is no account '" + account + "'");
  });
}

result<> server::release(const std::string& gate) {
  return implementation_->on_thread([&gate](running_server& now) -> result<> {
    if (now.current().run().release(serving::peer(), gate)) return {};
    return failure(errc::invalid_option, serving::no_more_gates);
  });
}

std::optional<std::uint16_t> server::port() const noexcept {
  const auto run = implementation_->current();
  return run ? run->port() : std::nullopt;
}

std::optional<std::uint16_t> server::tls_port() const noexcept {
  const auto run = implementation_->current();
  return run ? run->tls_port() : std::nullopt;
}

std::optional<std::uint16_t> server::admin_port() const noexcept {
  const auto run = implementation_->current();
  return run ? run->admin_port() : std::nullopt;
}

const std::string& server::admin_token() const noexcept {
  const auto run = implementation_->current();
  return run ? run->admin_token() : nothing;
}

const std::string& server::ca_pem() const noexcept {
  const auto run = implementation_->current();
  return run ? run->ca_pem() : nothing;
}

std::vector<journal_entry> server::journal() const {
  const auto service = implementation_->observed();
  return service ? service->run().journal.entries() : std::vector<journal_entry>();
}

journal_page server::journal_since(std::uint64_t cursor, std::size_t most) const {
  const auto service = implementation_->observed();
  return service ? service->run().journal.since(cursor, most) : journal_page();
}

std::optional<journal_entry> server::wait_for(const std::function<bool(const journal_entry&)>& wanted,
                                              std::chrono::nanoseconds limit) const {
  std::optional<journal_entry> found;
  std::uint64_t cursor = 0;
  const auto look = [&](const serving::service& at) {
    const journal_page page = at.run().journal.since(cursor, SIZE_MAX);
    cursor = page.next;
    const auto entry = std::ranges::find_if(page.entries, wanted);
    if (entry != page.entries.end()) found = *entry;
    return found.has_value();
  };
  return implementation_->wait(look, limit) ? found : std::nullopt;
}

result<> server::await_verdict(std::chrono::nanoseconds limit) const {
  const auto settled = [](const serving::service& at) { return at.run().report().settled(); };
  const bool certain = implementation_->wait(settled, limit);
  if (!certain && limit.count() > 0 && implementation_->is_own_thread()) return implementation::within_callback();
  return verify();
}

server_report server::report() const {
  const auto service = implementation_->observed();
  return service ? service->run().report() : server_report();
}

result<> server::verify() const {
  const auto service = implementation_->observed();
  if (!service) return failure(errc::expectation_failed, "the server was never started");
  return service->run().expectations.verdict();
}

std::vector<std::string> server::unfired_rules() const {
  const auto service = implementation_->observed();
  return service ? service->run().expectations.unfired_rules() : std::vector<std::string>();
}

}  // namespace pop3kit
