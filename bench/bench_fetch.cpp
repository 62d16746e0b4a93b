// Whole messages: the cost of RETR in pop3kit, compared with the least work that any client can do.
#include <fmt/format.h>

#include "support/contest.hpp"
#include "support/floor_client.hpp"
#include "support/mail_client.hpp"
#include "support/peer_servers.hpp"
#include "support/peers.hpp"
#include "support/upper_bound_server.hpp"

namespace {

struct shape {
  const char* name;
  const char* user;
  std::size_t count;
  std::size_t octets;
};

constexpr shape shapes[] = {
    {"10000x4KiB", "small", 10'000, 4096},
    {"200x1MiB", "large", 200, std::size_t{1} << 20},
    {"1x200MiB", "huge", 1, std::size_t{200} << 20},
};

constexpr auto endless_user = "endless";
constexpr std::size_t peer_messages = 1000;
constexpr std::size_t peer_octets = 4096;

std::uint64_t by_floor(const shape& what, std::uint16_t port, bool tls) {
  bench::floor_options options(port, what.user);
  options.tls = tls;
  return bench::floor_retr(options).replies;
}

std::uint64_t by_pop3kit(const pop3kit::client_options& options, std::uint64_t count, bench::memory_mark& memory) {
  pop3kit::client mail(options);
  mail.connect().value();
  memory.mark_idle();
  std::vector<pop3kit::message_reference> wanted;
  for (std::uint64_t number = 1; number <= count; ++number) wanted.emplace_back(number);
  bench::counting_receiver receiver;
  return mail.save_messages(std::move(wanted), receiver).value().messages;
}

void enter(const shape& what, std::uint16_t port, bool tls, bool with_peers) {
  bench::contest played(fmt::format("retr/{}/{}", what.name, tls ? "tls" : "plain"));
  played.between("floor", [&what, port, tls](bench::memory_mark&) { return by_floor(what, port, tls); })
      .between("pop3kit", [&what, options = bench::client_for(port, what.user, tls)](
                              bench::memory_mark& memory) { return by_pop3kit(options, what.count, memory); })
      .over(what.count);
  if (with_peers) bench::enter_peers(played, {port, what.user, what.count});
  played.enter();
}

/// A message that does not fit into memory: how much memory streaming takes beyond the connected client. Not compared
/// with other clients.
void enter_endless(std::uint16_t port) {
  bench::contest("retr/1x10GiB/plain")
      .between("pop3kit", [options = bench::client_for(port, endless_user, false)](
                              bench::memory_mark& memory) { return by_pop3kit(options, 1, memory); })
      .over(1)
      .enter();
}

/// Some servers write a response in two pieces, and the second only after the first was acknowledged. They are slow for
/// clients that acknowledge late.
void enter_one_at_a_time(const bench::peer_server& from) {
  bench::floor_options one_by_one(from.port, from.user);
  one_by_one.password = from.password;
  one_by_one.quick_acknowledge = true;
  one_by_one.window = 1;
  pop3kit::client_options options = bench::client_for(from.port, from.user, false);
  options.login = pop3kit::credentials(from.user, from.password);
  options.pipeline = pop3kit::pipelining::off;
  bench::contest("one-at-a-time/" + from.name)
      .between("floor", [one_by_one](bench::memory_mark&) { return bench::floor_retr(one_by_one).replies; })
      .between("pop3kit", [options, count = from.messages](
                              bench::memory_mark& memory) { return by_pop3kit(options, count, memory); })
      .over(from.messages)
      .enter();
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<bench::mailbox_plan> plans;
  for (const shape& each : shapes) plans.emplace_back(each.user, each.count, each.octets);
  plans.emplace_back(endless_user, 1, std::size_t{64} << 20).copies = 160;
  const bench::server_process server = bench::start_upper_bound_server(std::move(plans));
  for (const shape& each : shapes) {
    enter(each, server.ports().plain, false, each.count > 1);
    enter(each, server.ports().tls, true, false);
  }
  enter_endless(server.ports().plain);
  const bench::peer_servers others = bench::start_peer_servers(peer_messages, peer_octets);
  for (const bench::peer_server& each : others.started) enter_one_at_a_time(each);
  return bench::run_contests(count, arguments);
}
