// How many connections help, for each distance and speed of a server: time by number of connections.
#include <fmt/format.h>

#include <chrono>
#include <deque>
#include <vector>

#include "support/contest.hpp"
#include "support/delay_relay.hpp"
#include "support/floor_client.hpp"
#include "support/mail_client.hpp"
#include "support/upper_bound_server.hpp"

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::size_t messages = 100;
constexpr std::size_t message_octets = 4096;
constexpr std::size_t distant_messages = 500;
constexpr std::size_t automatic_most = 32;
constexpr std::size_t delayed_messages = 2000;
/// With this many messages, even the best fixed number of connections takes more than two seconds.
constexpr std::size_t lasting_messages = 4000;
constexpr std::size_t lasting_most = 16;

struct grid {
  std::vector<int> connections{1, 2, 4, 8, 16, 32};
  std::vector<milliseconds> round_trips{milliseconds(0), milliseconds(5), milliseconds(20), milliseconds(80)};
  std::vector<milliseconds> service_times{milliseconds(0), milliseconds(1), milliseconds(10)};
  std::vector<bool> tls{false, true};
};

grid small_grid() {
  grid chosen;
  chosen.connections = {1, 4, 16};
  chosen.round_trips = {milliseconds(0), milliseconds(20)};
  chosen.service_times = {milliseconds(0), milliseconds(10)};
  chosen.tls = {false};
  return chosen;
}

struct cell {
  std::uint16_t port;
  milliseconds round_trip;
  milliseconds service_time;
  bool pipelined;
  bool tls;

  [[nodiscard]] std::string user() const { return fmt::format("each-{}ms", service_time.count()); }
  [[nodiscard]] std::string name() const {
    return fmt::format("rtt:{}ms/service:{}ms/{}/{}", round_trip.count(), service_time.count(),
                       pipelined ? "pipelined" : "lockstep", tls ? "tls" : "plain");
  }
};

std::string lasting_user(milliseconds service_time) {
  return fmt::format("lasting-{}ms", service_time.count());
}

std::uint64_t fetch(const cell& where, const std::string& user, pop3kit::multi_connection multi,
                    std::size_t connections) {
  pop3kit::client_options options = bench::client_for(where.port, user, where.tls);
  options.multi = multi;
  options.connections_quantity = connections;
  if (!where.pipelined) options.pipeline = pop3kit::pipelining::off;
  pop3kit::client mail(std::move(options));
  bench::counting_receiver receiver;
  const std::uint64_t fetched = mail.save_messages(receiver).value().messages;
  (void)mail.quit();
  return fetched;
}

bench::floor_options floor_for(const cell& where) {
  bench::floor_options options(where.port, where.user());
  options.tls = where.tls;
  options.window = where.pipelined ? 256 : 1;
  return options;
}

void enter(const cell& where, const std::vector<int>& connections) {
  bench::contest played("connections/" + where.name());
  played.between("floor", [where](bench::memory_mark&) { return bench::floor_retr(floor_for(where)).replies; });
  for (const int count : connections) {
    played.between(std::to_string(count), [where, count](bench::memory_mark&) {
      return fetch(where, where.user(), pop3kit::multi_connection::enable, static_cast<std::size_t>(count));
    });
  }
  played.between("automatic", [where](bench::memory_mark&) {
    return fetch(where, where.user(), pop3kit::multi_connection::automatic, automatic_most);
  });
  played.over(messages).enter();
}

/// Work that takes long enough for `automatic` to adapt, compared with fixed numbers of connections.
void enter_lasting(const cell& where) {
  bench::contest played("lasting/" + where.name());
  for (const std::size_t count : {lasting_most / 2, lasting_most}) {
    played.between(std::to_string(count), [where, count](bench::memory_mark&) {
      return fetch(where, lasting_user(where.service_time), pop3kit::multi_connection::enable, count);
    });
  }
  played.between("automatic", [where](bench::memory_mark&) {
    return fetch(where, lasting_user(where.service_time), pop3kit::multi_connection::automatic, lasting_most);
  });
  played.over(lasting_messages).enter();
}

std::uint64_t fetch_distant(const pop3kit::client_options& options) {
  pop3kit::client mail(options);
  bench::counting_receiver receiver;
  const std::uint64_t fetched = mail.save_messages(receiver).value().messages;
  (void)mail.quit();
  return fetched;
}

/// Runs an earlier session, which is not measured, so that the client knows the server.
pop3kit::client_options with_memory(pop3kit::client_options options) {
  pop3kit::client earlier(options);
  earlier.connect().value();
  options.remembered = earlier.get_known_capabilities();
  return options;
}

/// Many small messages over one connection to a distant server. Shows what each round trip of the login costs.
void enter_distant(std::uint16_t port) {
  const auto by_floor = [port](bool eager) {
    return [port, eager](bench::memory_mark&) {
      bench::floor_options options(port, "distant");
      options.eager_login = eager;
      return bench::floor_retr(options).replies;
    };
  };
  const pop3kit::client_options options = bench::client_for(port, "distant", false);
  bench::contest("distant/500x4KiB/rtt:20ms")
      .between("floor", by_floor(false))
      .between("eager-floor", by_floor(true))
      .between("remembering", [known = with_memory(options)](bench::memory_mark&) { return fetch_distant(known); })
      .between("pop3kit", [options](bench::memory_mark&) { return fetch_distant(options); })
      .over(distant_messages)
      .enter();
}

/// A server that announces PIPELINING but delays replies to pipelined commands. `automatic` must not be slower here
/// than one command at a time.
void enter_delayed(std::uint16_t port) {
  pop3kit::client_options automatic = bench::client_for(port, "delayed", false);
  pop3kit::client_options off = automatic;
  off.pipeline = pop3kit::pipelining::off;
  bench::contest("delayed-pipelining/2000x4KiB")
      .between("pipelining-off", [off](bench::memory_mark&) { return fetch_distant(off); })
      .between("pop3kit", [automatic](bench::memory_mark&) { return fetch_distant(automatic); })
      .over(delayed_messages)
      .enter();
}

}  // namespace

int main(int count, char** arguments) {
  const bool quick = bench::wants_quick(count, arguments);
  const grid chosen = quick ? small_grid() : grid();
  std::vector<bench::mailbox_plan> plans{{"distant", distant_messages, message_octets}};
  for (const milliseconds each : chosen.service_times) {
    plans.emplace_back(fmt::format("each-{}ms", each.count()), messages, message_octets, microseconds(each));
    plans.emplace_back(lasting_user(each), lasting_messages, message_octets, microseconds(each));
  }
  plans.emplace_back("delayed", delayed_messages, message_octets).pipelined_delay = microseconds(1800);
  const bench::server_process server = bench::start_upper_bound_server(std::move(plans));
  std::deque<bench::server_process> relays;
  for (const milliseconds round_trip : chosen.round_trips) {
    bench::server_ports ports = server.ports();
    if (round_trip.count() > 0)
      ports = relays.emplace_back(bench::start_delay_relay(ports, microseconds(round_trip) / 2)).ports();
    for (const milliseconds service_time : chosen.service_times)
      for (const bool tls : chosen.tls)
        for (const bool pipelined : {true, false})
          enter({tls ? ports.tls : ports.plain, round_trip, service_time, pipelined, tls}, chosen.connections);
    if (round_trip == milliseconds(20)) enter_distant(ports.plain);
    if (round_trip == milliseconds(0)) enter_delayed(ports.plain);
    if (quick) continue;
    if (round_trip == milliseconds(0)) enter_lasting({ports.plain, round_trip, milliseconds(10), true, false});
    if (round_trip == milliseconds(20)) enter_lasting({ports.plain, round_trip, milliseconds(0), false, false});
  }
  return bench::run_contests(count, arguments);
}
