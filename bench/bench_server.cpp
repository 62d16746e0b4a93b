// The throughput of pop3kit's server: messages, commands and logins, compared with the upper bound of any server and
// with Dovecot. Also the memory of a session.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "support/channel.hpp"
#include "support/contest.hpp"
#include "support/dovecot.hpp"
#include "support/embedded_server.hpp"
#include "support/floor_client.hpp"
#include "support/upper_bound_server.hpp"

namespace {

constexpr std::size_t stored_messages = 10'000;
constexpr std::size_t message_octets = 4096;
constexpr std::size_t noops = 200'000;
constexpr std::size_t login_clients = 50;
constexpr std::size_t logins_each = 10;
constexpr std::size_t noops_each = 20;

constexpr auto scenario = R"(return scenario {
  accounts = { alice = { password = "pw", lock = false,
                         mailbox = { generate { count = 10000, size = "4 KiB" } } } } })";

struct served {
  const char* name;
  std::uint16_t port;
};

bench::floor_options options_for(std::uint16_t port) {
  return {port, "alice"};
}

std::uint64_t log_in_often(std::uint16_t port) {
  std::vector<std::jthread> clients;
  for (std::size_t i = 0; i < login_clients; ++i) {
    clients.emplace_back([port] {
      for (std::size_t count = 0; count < logins_each; ++count) bench::floor_login(options_for(port));
    });
  }
  clients.clear();
  return login_clients * logins_each;
}

void enter(const char* name, std::uint64_t amount, const std::vector<served>& servers,
           const std::function<std::uint64_t(std::uint16_t)>& work) {
  bench::contest played(name);
  for (const served& each : servers)
    played.between(each.name, [work, port = each.port](bench::memory_mark&) { return work(port); });
  played.over(amount).enter();
}

/// Returns the proportional share of memory: what the process would give back if it ended.
double memory_of(pid_t process) {
  std::ifstream rollup(fmt::format("/proc/{}/smaps_rollup", process));
  std::string word;
  double kibibytes = 0;
  while (rollup >> word)
    if (word == "Pss:" && rollup >> kibibytes) break;
  return kibibytes * 1024;
}

std::string read_lines(bench::channel& peer, std::size_t lines) {
  std::string text;
  std::vector<char> room(4096);
  while (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) < lines)
    text.append(room.data(), peer.read_some(room));
  return text;
}

/// Opens sessions, measures their memory, and lets all of them work at once.
void hold_sessions(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    const bench::server_process server = bench::start_embedded_server(scenario, 1000);
    const auto now = [] { return std::chrono::steady_clock::now(); };
    const auto seconds = [](auto from, auto to) { return std::chrono::duration<double>(to - from).count(); };
    bench::floor_login(options_for(server.ports().plain));  // allocates shared memory, which must not count
    const double before = memory_of(server.id());
    const auto opening = now();
    std::vector<bench::channel> sessions;
    sessions.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      bench::channel& peer = sessions.emplace_back(bench::channel::dial(server.ports().plain));
      (void)read_lines(peer, 1);
      peer.write_all("USER alice\r\nPASS pw\r\n");
      (void)read_lines(peer, 2);
    }
    const auto opened = now();
    state.counters["octets_per_session"] = (memory_of(server.id()) - before) / static_cast<double>(count);
    std::string bundle;
    for (std::size_t i = 0; i < noops_each; ++i) bundle += "NOOP\r\n";
    const auto working = now();
    for (bench::channel& each : sessions) each.write_all(bundle);
    for (bench::channel& each : sessions) (void)read_lines(each, noops_each);
    const double worked = seconds(working, now());
    state.counters["sessions_opened_per_second"] = static_cast<double>(count) / seconds(opening, opened);
    state.counters["commands_per_second"] = static_cast<double>(count * noops_each) / worked;
    state.SetIterationTime(worked);
  }
}

}  // namespace

int main(int count, char** arguments) {
  const bench::server_process upper_bound =
      bench::start_upper_bound_server({{"alice", stored_messages, message_octets}});
  const bench::server_process embedded = bench::start_embedded_server(scenario);
  std::vector<served> servers{{"upper-bound", upper_bound.ports().plain}, {"pop3kit", embedded.ports().plain}};
  std::unique_ptr<bench::dovecot> other;
  if (bench::dovecot::installed()) {
    other = std::make_unique<bench::dovecot>(stored_messages, message_octets);
    servers.push_back({"dovecot", other->port()});
  }
  enter("server/retr", stored_messages, servers,
        [](std::uint16_t port) { return bench::floor_retr(options_for(port)).replies; });
  enter("server/noop", noops, servers,
        [](std::uint16_t port) { return bench::floor_noop(options_for(port), noops).replies; });
  enter("server/logins", login_clients * logins_each, servers, log_in_often);
  auto* const held = benchmark::RegisterBenchmark("server/sessions", hold_sessions);
  for (const int sessions : {1, 100, 1000, 10'000}) held->Arg(sessions);
  held->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);
  return bench::run_contests(count, arguments);
}
