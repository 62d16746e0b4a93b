// What does your program do if a server is silent for an hour? In a simulation, client, server and network share one
// thread and one virtual clock, so the hour passes at once, and every run with the same seed is the same.
#include <chrono>
#include <iostream>
#include <pop3kit/simulation.hpp>

namespace {

using namespace std::chrono_literals;

constexpr const char* small_mailbox = R"lua(
return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5, size = "4 KiB" } } } },
}
)lua";

/// The code under test: fetches a message, and tries again on a new connection if that can help.
boost::asio::awaitable<pop3kit::result<pop3kit::mail_message>> fetch_stubbornly(pop3kit::async_client& mail) {
  auto first = co_await mail.fetch_message(3);
  if (first || first.error().retry_advice() != pop3kit::retry::now) co_return first;
  std::cout << "at first: " << first.error().message() << '\n';
  const auto connected = co_await mail.connect();
  if (!connected) co_return connected.error();
  co_return co_await mail.fetch_message(3);
}

/// The first connection becomes silent in the middle of the message. The next ones are only slow.
pop3kit::simulated_link link_of(std::uint64_t connection) {
  pop3kit::simulated_link link;
  link.latency = 40ms;
  if (connection > 1) return link;
  link.events.emplace_back(pop3kit::link_direction::to_client, 4000, pop3kit::disturbance::stall, 1h);
  return link;
}

}  // namespace

int main() {
  pop3kit::simulation world{42};
  world.serve(pop3kit::scenario::parse(small_mailbox).value());
  world.network(link_of);
  pop3kit::client_options options{"", 995, pop3kit::credentials{"alice", "s3cret"}, pop3kit::security::implicit};
  options.timeout = 10min;
  auto mail = world.make_client(options);

  const auto message = world.run(fetch_stubbornly(mail));
  if (!message) {
    std::cerr << message.error().message() << '\n';
    return 1;
  }
  const auto passed = std::chrono::duration_cast<std::chrono::seconds>(world.now().time_since_epoch());
  std::cout << "whole at the second attempt, " << passed.count() << " seconds later by the world's clock\n";
  return message->octets() == world.maildrop("alice")[2].octets ? 0 : 1;
}
