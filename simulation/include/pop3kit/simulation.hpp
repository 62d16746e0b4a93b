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

/// A message of a simulated maildrop.
struct stored_message {
  /// Makes a message without unique-id and content. Set both before use.
  stored_message() = default;
  /// Makes a message.
  stored_message(std::string id, std::string content) : unique_id(std::move(id)), octets(std::move(content)) {}
  std::string unique_id;  ///< 1 to 70 octets from 0x21 to 0x7E (RFC 1939 section 7)
  std::string octets;     ///< the message; lines end with CRLF
};

/// An operation that was started in a simulation. Copies refer to the same operation. Made by simulation::start().
template <class T>
class simulated_operation {
 public:
  /// Returns true if the operation has completed or has thrown an exception.
  [[nodiscard]] bool done() const noexcept { return state_->value.has_value() || state_->thrown; }
  /// Cancels the operation (terminal cancellation, see async_client).
  ///
  /// Takes effect when the world runs next and the operation has begun. Does nothing if the operation is done.
  void cancel() { state_->cancel(); }
  /// Returns the operation's value, or throws its exception. Call it once, after done() has become true: the value is
  /// moved out. Throws std::bad_optional_access before that.
  [[nodiscard]] T get() const {
    if (state_->thrown) std::rethrow_exception(state_->thrown);
    return std::move(state_->value).value();
  }

 private:
  friend class simulation;
  /// What all copies of this object share with the running operation.
  struct state {
    std::optional<T> value;                ///< the value, once the operation has completed
    std::exception_ptr thrown;             ///< the exception, if the operation has thrown one
    bool begun = false;                    ///< true once the operation has begun to run
    std::function<void()> cancel = [] {};  ///< cancels the operation
  };
  std::shared_ptr<state> state_ = std::make_shared<state>();
};

/// Runs a POP3 server, a network and any number of clients in memory, in one thread and under virtual time.
///
/// Virtual time stands still while anything can run. When nothing can run, it jumps to the next moment at which
/// something is due. So a timeout of ten minutes takes a microsecond.
///
///     simulation world;
///     world.serve(scenario::load("stalls.lua").value());
///     auto mail = world.make_client(client_options{"", 110, credentials{"alice", "s3cret"}, security::none});
///     auto message = world.run(mail.fetch_message(1));   // errc::deadline_exceeded after a virtual minute
///
/// The seed decides everything random: the order in which ready work runs, the sizes of deliveries, jitter, and what
/// the scenario draws. The same calls with the same seed give the same run, octet for octet. Exception: keys and nonces
/// of OpenSSL and GNU SASL differ in content, but not in length.
///
/// A simulation must not be used by two threads at a time. It must outlive its clients.
class simulation {
 public:
  /// A moment of virtual time, counted from the epoch of the steady clock.
  using time_point = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

  /// Makes a world without a server. The network is perfect.
  explicit simulation(std::uint64_t seed = 1);
  /// Stops the server and destroys the operations that have not ended. Destroy all clients first.
  ~simulation();
  /// A simulation cannot be copied.
  simulation(const simulation&) = delete;
  /// A simulation cannot be assigned.
  simulation& operator=(const simulation&) = delete;

  /// Starts a server with this scenario. Replaces an earlier server, whose connections are reset.
  ///
  /// Port 995 has implicit TLS. Every other port has the plain listener, with STLS if the scenario has it. Every host
  /// name leads to the server; its certificate names "localhost". Connections are refused while there is no server, and
  /// on ports whose listener the scenario switches off.
  void serve(scenario what);
  /// Stops the server: connections are reset, and new ones are refused. restart() brings its maildrops back.
  void stop();
  /// Starts the server again after stop(), or restarts a running one.
  ///
  /// Connections are reset, and rules and hooks begin anew. The maildrops keep their messages. Does nothing before the
  /// first serve().
  void restart();
  /// Returns the messages that a maildrop has now, in order, without removed ones. Empty for an unknown user.
  [[nodiscard]] std::vector<stored_message> maildrop(std::string_view user) const;
  /// Removes messages, as another session would. Sessions that are logged in still see them. Does nothing while the
  /// server is stopped.
  void remove(std::string_view user, const std::vector<std::string>& unique_ids);
  /// Restarts the server, as restart() does, with other messages in this user's maildrop.
  void restart_with(std::string_view user, std::vector<stored_message> messages);

  /// Sets the conditions of future connections. An empty function makes them perfect, which is the default.
  void network(simulated_network conditions);
  /// Resets every open connection.
  void reset_connections();

  /// Makes a client whose connections lead to the server of this world.
  ///
  /// An empty host becomes "localhost". If `options.tls` names no certificate authority, the client trusts the one of
  /// this world and no other; call serve() before, because that makes it. Operations run on executor(). Destroy the
  /// client before the world.
  [[nodiscard]] async_client make_client(client_options options);
  /// Returns the certificate (PEM) of the authority that signed the server's certificate. Empty until a scenario with
  /// TLS is served. The reference is valid as long as the simulation.
  [[nodiscard]] const std::string& ca_pem() const noexcept;
  /// Returns the executor of this world, for coroutines of your own.
  [[nodiscard]] boost::asio::any_io_executor executor() const;

  /// Runs the world until the operation is done, and returns its value.
  ///
  /// Throws the operation's exception. Throws std::logic_error if the operation can never complete, because nothing is
  /// left that could run or become due.
  template <class T>
  [[nodiscard]] T run(boost::asio::awaitable<T> operation) {
    auto started = start(std::move(operation));
    complete([started] { return started.done(); });
    return started.get();
  }
  /// Starts an operation and returns at once. The operation makes progress whenever the world runs.
  ///
  /// Everything that the operation refers to must live until the operation has ended or the world is destroyed.
  template <class T>
  [[nodiscard]] simulated_operation<T> start(boost::asio::awaitable<T> operation) {
    simulated_operation<T> made;
    auto failed = [held = made.state_](std::exception_ptr why) { held->thrown = std::move(why); };
    auto begun = [held = std::weak_ptr(made.state_)] { return held.expired() || held.lock()->begun; };
    made.state_->cancel = spawn(keep(std::move(operation), made.state_), std::move(failed), std::move(begun));
    return made;
  }
  /// Runs the world until `done` returns true. Returns false if nothing is left that could run or become due.
  bool run_until(const std::function<bool()>& done);
  /// Runs the world for this much virtual time.
  void pass(std::chrono::nanoseconds span);
  /// Moves virtual time forward at once, as on a machine that slept. Everything that was due in that time is late.
  void jump(std::chrono::nanoseconds span);
  /// Lets virtual time pass by `look` after each look at the clock: by the client, the server or now(). As on a busy
  /// machine, a moment can so be reached in the middle of a piece of work, between two looks.
  ///
  /// `look` must not be below 0. 0, the default, lets time stand still while anything can run.
  void pass_at_each_look(std::chrono::nanoseconds look);
  /// Runs the world until nothing is left that could run or become due.
  void run_until_idle();

  /// Returns the virtual time.
  [[nodiscard]] time_point now() const noexcept;

  /// Returns the journals of all servers that this world has had, one after the other.
  ///
  /// Each server numbers its connections from 1, and counts the time of its entries from its own start.
  [[nodiscard]] std::vector<journal_entry> journal() const;
  /// Returns the verdict of the current server, as server::verify() does. Succeeds if there is no server.
  [[nodiscard]] result<> verify() const;
  /// Returns the rules of the current server that never took effect, as "file:line: VERB". Empty if there is no server.
  [[nodiscard]] std::vector<std::string> unfired_rules() const;

  /// Returns the number of attempts to connect so far.
  [[nodiscard]] std::uint64_t connections() const noexcept;
  /// Returns the number of disturbances so far: link events that happened, and attempts to connect that failed because
  /// of network(). An attempt that is refused because no server listens does not count.
  [[nodiscard]] std::uint64_t disturbances() const noexcept;
  /// Returns the number of connections that clients hold open. 0 after all clients are closed or destroyed.
  [[nodiscard]] std::size_t open_streams() const noexcept;
  /// Returns the number of open sessions of the current server. 0 if nothing is left over at the end of a test.
  [[nodiscard]] std::size_t server_sessions() const noexcept;
  /// Returns the number of timers that are waiting. 0 if nothing is left over at the end of a test.
  [[nodiscard]] std::size_t armed_timers() const noexcept;
  /// Returns the number of pieces of work that have run so far. If it grows while time stands still, something loops.
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
