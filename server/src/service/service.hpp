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

/// A scenario at work on any executor, clock and streams: `server` gives it sockets and a thread, a simulation gives it
/// memory pipes and virtual time. It takes connections, knows the sessions under way, and runs the actors. Belongs to
/// the executor; see scenario_run for what other threads may call.
class service {
 public:
  /// Without `certificates` STLS and implicit TLS are not offered. The clock must outlive the service's sessions.
  service(net::asio::any_io_executor executor, net::clock& time, std::shared_ptr<const scenario::description> played,
          const service_options& options = service_options(), identity certificates = identity());
  service(const service&) = delete;
  service& operator=(const service&) = delete;
  /// As stop(). Sessions under way end when the executor runs next.
  ~service();

  /// Takes a connection; it is the next in the order of connections. Returns at once.
  void serve(net::stream_ptr stream, bool implicit_tls = false);
  /// Ends every session, sleeping ones included, and takes no more. Idempotent.
  void stop() noexcept;

  /// What the sessions share: rules, gates, maildrops, journal, expectations.
  [[nodiscard]] scenario_run& run() noexcept { return *run_; }
  [[nodiscard]] const scenario_run& run() const noexcept { return *run_; }

  /// The number of sessions under way.
  [[nodiscard]] std::size_t sessions() const noexcept;
  /// Those under way, by connection.
  [[nodiscard]] std::vector<session_facts> session_list() const;
  /// Ends the session on one connection, or all, at once. Returns how many there were.
  std::size_t end_sessions(std::optional<std::uint64_t> connection, bool reset);

  /// Waits until `enough` returns true. It is called again after each entry of the journal. Returns false if the time
  /// comes to `until` or the service stops first. The service may be destroyed meanwhile.
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
