#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <pop3kit/async_client.hpp>
#include <pop3kit/journal.hpp>
#include <pop3kit/scenario.hpp>
#include <pop3kit/simulated_link.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pop3kit {

/// A message as a simulated maildrop holds it.
struct stored_message {
  stored_message() = default;
  stored_message(std::string id, std::string content) : unique_id(std::move(id)), octets(std::move(content)) {}
  std::string unique_id;  ///< 1 to 70 octets of 0x21 to 0x7E (RFC 1939 section 7)
  std::string octets;     ///< lines end with CRLF
};

/// An operation under way in a simulation; copies refer to the same one. Made by simulation::start().
template <class T>
class simulated_operation {
 public:
  [[nodiscard]] bool done() const noexcept { return state_->value.has_value() || state_->thrown; }
  /// Terminal cancellation, as async_client documents it, as soon as the world runs next and the operation has begun.
  /// Nothing happens to one that is done.
  void cancel() { state_->cancel(); }
  /// Once done(): the value, or what was thrown.
  [[nodiscard]] T get() const {
    if (state_->thrown) std::rethrow_exception(state_->thrown);
    return std::move(state_->value).value();
  }

 private:
  friend class simulation;
  struct state {
    std::optional<T> value;
    std::exception_ptr thrown;
    bool begun = false;
    std::function<void()> cancel = [] {};
  };
  std::shared_ptr<state> state_ = std::make_shared<state>();
};

/// A world of its own: a POP3 server, a network and any number of clients in memory, on one thread and one executor,
/// under virtual time. Time stands still while anything can run and jumps to the next moment at which something is due
/// when nothing can: a timeout of ten minutes is over in a microsecond.
///
///     simulation world;
///     world.serve(scenario::load("stalls.lua").value());
///     auto mail = world.make_client(client_options{"", 110, credentials{"alice", "s3cret"}, security::none});
///     auto message = world.run(mail.fetch_message(1));   // errc::deadline_exceeded, after a minute of the world's
///
/// Everything that is left to chance is drawn from the seed: the order in which ready work runs, the sizes of
/// deliveries, jitter, and what the scenario draws. The same calls with the same seed give the same run, octet for
/// octet; only what OpenSSL and GNU SASL draw (keys, nonces) differs in content, not in length.
///
/// One thread at a time. The world must outlive its clients.
class simulation {
 public:
  using time_point = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

  explicit simulation(std::uint64_t seed = 1);
  ~simulation();
  simulation(const simulation&) = delete;
  simulation& operator=(const simulation&) = delete;

  /// Puts a server up, in place of the former one, whose connections are reset. The plain listener, with STLS if the
  /// scenario has it, is on every port but 995, where implicit TLS is. The host name does not matter, but "localhost"
  /// is what the certificate names. Connections are refused while there is no server, and on ports whose listener the
  /// scenario switches off.
  void serve(scenario what);
  /// The server goes down: connections are reset, new ones refused. Its maildrops are kept for restart().
  void stop();
  /// The server comes back, or is restarted: connections are reset, rules and hooks start anew, and the maildrops hold
  /// what they held.
  void restart();
  /// What the maildrop holds now, in its order: what has been removed is not in it. Empty for an unknown user.
  [[nodiscard]] std::vector<stored_message> maildrop(std::string_view user) const;
  /// Messages go, as when another session deletes them: sessions that are logged in go on seeing them.
  void remove(std::string_view user, const std::vector<std::string>& unique_ids);
  /// Restarts with other messages for this user.
  void restart_with(std::string_view user, std::vector<stored_message> messages);

  /// What connections are like from now on. Without it, perfect.
  void network(simulated_network conditions);
  /// Resets every connection that is open.
  void reset_connections();

  /// A client of this world. An empty host becomes "localhost"; where `options.tls` names no authority, the server's
  /// own is trusted, and no other.
  [[nodiscard]] async_client make_client(client_options options);
  /// The authority of the server's certificate, PEM. Empty before the first serve().
  [[nodiscard]] const std::string& ca_pem() const noexcept;
  /// Where coroutines of your own run in this world.
  [[nodiscard]] boost::asio::any_io_executor executor() const;

  /// Runs the world until the operation is done, and gives what came of it. Throws std::logic_error if the operation
  /// can never complete, because nothing is left that could run or become due.
  template <class T>
  [[nodiscard]] T run(boost::asio::awaitable<T> operation) {
    auto started = start(std::move(operation));
    complete([started] { return started.done(); });
    return started.get();
  }
  /// Starts an operation; it makes progress whenever the world runs. It must not be destroyed under way with what it
  /// refers to: end it, or the world, first.
  template <class T>
  [[nodiscard]] simulated_operation<T> start(boost::asio::awaitable<T> operation) {
    simulated_operation<T> made;
    auto failed = [held = made.state_](std::exception_ptr why) { held->thrown = std::move(why); };
    auto begun = [held = std::weak_ptr(made.state_)] { return held.expired() || held.lock()->begun; };
    made.state_->cancel = spawn(keep(std::move(operation), made.state_), std::move(failed), std::move(begun));
    return made;
  }
  /// Runs the world until `done` holds; false if it never can.
  bool run_until(const std::function<bool()>& done);
  /// Runs the world for so long, and no longer.
  void pass(std::chrono::nanoseconds span);
  /// Time jumps at once, as on a machine that slept: whatever was due meanwhile is late.
  void jump(std::chrono::nanoseconds span);
  /// Runs until nothing can run or become due.
  void run_until_idle();

  /// Counted from the steady clock's epoch.
  [[nodiscard]] time_point now() const noexcept;

  /// Of all servers that this world has had, one after the other. Each counts its connections, and the time of its
  /// entries, from its own beginning.
  [[nodiscard]] std::vector<journal_entry> journal() const;
  /// The verdict on the present server, as server::verify() gives it; and the rules that never fired.
  [[nodiscard]] result<> verify() const;
  [[nodiscard]] std::vector<std::string> unfired_rules() const;

  /// Attempts to connect so far.
  [[nodiscard]] std::uint64_t connections() const noexcept;
  /// Link events that happened, and attempts to connect that network() let fail. An attempt that is refused because no
  /// server listens is none.
  [[nodiscard]] std::uint64_t disturbances() const noexcept;
  /// What a test wants to see at zero when all is over: the clients' ends of connections, the server's sessions, and
  /// timers that are armed.
  [[nodiscard]] std::size_t open_streams() const noexcept;
  [[nodiscard]] std::size_t server_sessions() const noexcept;
  [[nodiscard]] std::size_t armed_timers() const noexcept;
  /// Pieces of work that have run so far: one that grows while time stands still tells of a loop.
  [[nodiscard]] std::uint64_t steps() const noexcept;

 private:
  template <class T>
  static boost::asio::awaitable<void> keep(boost::asio::awaitable<T> operation,
                                           std::shared_ptr<typename simulated_operation<T>::state> into) {
    into->begun = true;
    into->value.emplace(co_await std::move(operation));
  }
  std::function<void()> spawn(boost::asio::awaitable<void> work, std::function<void(std::exception_ptr)> failed,
                              std::function<bool()> begun);
  void complete(const std::function<bool()>& done);

  struct implementation;
  std::unique_ptr<implementation> implementation_;
};

}  // namespace pop3kit
