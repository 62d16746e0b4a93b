#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "net/stream/byte_stream.hpp"
#include "session/scenario_run.hpp"
#include "session/session_facts.hpp"

namespace pop3kit::serving {

/// Plays a scenario on any executor, clock and streams. `server` gives it sockets and a thread; a simulation gives it
/// streams in memory and virtual time. It takes connections, knows the current sessions, and runs the actors. Belongs
/// to the executor; see scenario_run for calls from other threads.
class service {
 public:
  /// Without `certificates`, STLS and implicit TLS are not offered. The clock must outlive the sessions.
  service(net::asio::any_io_executor executor, net::clock& time, std::shared_ptr<const scenario::description> played,
          const service_options& options = service_options(), identity certificates = identity());
  service(const service&) = delete;
  service& operator=(const service&) = delete;
  /// Stops the service. The current sessions end when the executor runs next.
  ~service();

  /// Takes a connection, which gets the next connection number. Returns at once.
  void serve(net::stream_ptr stream, bool implicit_tls = false);
  /// Ends all sessions, including those that sleep, and takes no more connections. Further calls have no effect.
  void stop() noexcept;

  /// Returns what the sessions share: rules, gates, maildrops, journal, expectations.
  [[nodiscard]] scenario_run& run() noexcept { return *run_; }
  [[nodiscard]] const scenario_run& run() const noexcept { return *run_; }

  /// Returns the number of current sessions.
  [[nodiscard]] std::size_t sessions() const noexcept;
  /// Returns the current sessions, sorted by connection.
  [[nodiscard]] std::vector<session_facts> session_list() const;
  /// Ends the session of one connection, or all, at once. Returns how many there were.
  std::size_t end_sessions(std::optional<std::uint64_t> connection, bool reset);

  /// Waits until `enough` returns true, and calls it again after each entry of the journal. Returns false if the time
  /// reaches `until` or the service stops first. The service may be destroyed during the wait.
  [[nodiscard]] net::asio::awaitable<bool> wait_until(std::function<bool()> enough, net::time_point until);

 private:
  struct session_table;

  void hire_actors();
  void expect(const actor& who, net::timer& alarm, net::time_point moment);
  void act(const actor& who);

  std::shared_ptr<scenario_run> run_;
  // Sessions hold the run and completion handlers hold the table. One object for both would keep itself alive.
  std::shared_ptr<session_table> table_;
  std::vector<std::unique_ptr<net::timer>> alarms_;
};

}  // namespace pop3kit::serving
