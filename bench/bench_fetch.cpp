// Whole messages: what pop3kit spends on RETR beside the least that any client can.
#include <fmt/format.h>

#include "support/contest.hpp"
#include "support/floor_client.hpp"
#include "support/mail_client.hpp"
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

std::uint64_t by_floor(const shape& what, std::uint16_t port, bool tls) {
  bench::floor_options options(port, what.user);
  options.tls = tls;
  return bench::floor_retr(options).replies;
}

std::uint64_t by_pop3kit(const shape& what, std::uint16_t port, bool tls, bench::memory_mark& memory) {
  pop3kit::client mail(bench::client_for(port, what.user, tls));
  mail.connect().value();
  memory.mark_idle();
  std::vector<pop3kit::message_reference> wanted;
  for (std::uint64_t number = 1; number <= what.count; ++number) wanted.emplace_back(number);
  bench::counting_receiver receiver;
  return mail.save_messages(std::move(wanted), receiver).value().messages;
}

void enter(const shape& what, std::uint16_t port, bool tls, bool with_peers) {
  bench::contest played(fmt::format("retr/{}/{}", what.name, tls ? "tls" : "plain"));
  played.between("floor", [&what, port, tls](bench::memory_mark&) { return by_floor(what, port, tls); })
      .between("pop3kit",
               [&what, port, tls](bench::memory_mark& memory) { return by_pop3kit(what, port, tls, memory); })
      .over(what.count);
  if (with_peers) bench::enter_peers(played, {port, what.user, what.count});
  played.enter();
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<bench::mailbox_plan> plans;
  for (const shape& each : shapes) plans.emplace_back(each.user, each.count, each.octets);
  const bench::server_process server = bench::start_upper_bound_server(std::move(plans));
  for (const shape& each : shapes) {
    enter(each, server.ports().plain, false, each.count > 1);
    enter(each, server.ports().tls, true, false);
  }
  return bench::run_contests(count, arguments);
}
