#include <gmock/gmock.h>

#include <chrono>
#include <optional>
#include <pop3kit/simulation.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "net/async/signal.hpp"

namespace pop3kit {
namespace {

using namespace std::chrono_literals;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* three_messages = R"lua(
return scenario {
  seed = 7,
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "4 KiB" } } } },
}
)lua";

client_options plain_options() {
  client_options made("", 110, credentials("alice", "s3cret"), security::none);
  made.timeout = 10min;
  return made;
}

simulated_network always(simulated_link link) {
  return [link](std::uint64_t) { return link; };
}

simulated_link with(link_event event) {
  simulated_link link;
  link.events.push_back(event);
  return link;
}

std::vector<std::string> told(const simulation& world) {
  std::vector<std::string> lines;
  for (const journal_entry& entry : world.journal()) lines.push_back(to_json(entry));
  return lines;
}

class a_simulation : public ::testing::Test {
 protected:
  a_simulation() { world.serve(scenario::parse(three_messages).value()); }

  void expect_that_nothing_is_left() {
    world.run_until_idle();
    EXPECT_EQ(world.open_streams(), 0U);
    EXPECT_EQ(world.server_sessions(), 0U);
    EXPECT_EQ(world.armed_timers(), 0U);
  }

  /// At each of the first thirty steps of logging in.
  void expect_an_end_whenever_time_runs_out(const client_options& options) {
    for (std::uint64_t moment = 0; moment < 30; ++moment) {
      auto mail = world.make_client(options);
      auto connecting = world.start(mail.connect());
      const std::uint64_t began = world.steps();
      world.run_until([&] { return connecting.done() || world.steps() >= began + moment; });
      world.jump(1h);
      ASSERT_TRUE(world.run_until([&] { return connecting.done(); })) << moment;
      EXPECT_FALSE(connecting.get().has_value());
    }
  }

  simulation world;
};

TEST_F(a_simulation, hands_over_what_the_maildrop_holds) {
  auto mail = world.make_client(plain_options());
  const auto held = world.maildrop("alice");
  ASSERT_THAT(held, SizeIs(3));
  for (std::uint64_t number = 1; number <= 3; ++number) {
    EXPECT_EQ(world.run(mail.fetch_message(number)).value().octets(), held[number - 1].octets);
  }
  EXPECT_TRUE(world.run(mail.quit()).has_value());
  expect_that_nothing_is_left();
}

TEST_F(a_simulation, waits_out_a_timeout_of_ten_minutes_at_once) {
  world.network(always(with(link_event(link_direction::to_client, 500, disturbance::stall, 24h))));
  auto mail = world.make_client(plain_options());
  const auto fetched = world.run(mail.fetch_message(1));
  ASSERT_FALSE(fetched.has_value());
  EXPECT_EQ(fetched.error().code(), errc::deadline_exceeded);
  EXPECT_GE(world.now().time_since_epoch(), 10min);
  EXPECT_LT(world.now().time_since_epoch(), 21min);
}

TEST_F(a_simulation, takes_the_time_that_a_link_takes) {
  simulated_link slow;
  slow.latency = 100ms;
  world.network(always(slow));
  auto mail = world.make_client(plain_options());
  ASSERT_TRUE(world.run(mail.connect()).has_value());
  const auto before = world.now();
  ASSERT_TRUE(world.run(mail.noop()).has_value());
  EXPECT_EQ(world.now() - before, 200ms);
}

TEST_F(a_simulation, cuts_a_connection_at_the_octet_that_is_named) {
  world.network(always(with(link_event(link_direction::to_client, 0, disturbance::reset))));
  auto mail = world.make_client(plain_options());
  const auto connected = world.run(mail.connect());
  ASSERT_FALSE(connected.has_value());
  EXPECT_EQ(connected.error().kind(), fault::transport);
  expect_that_nothing_is_left();
}

TEST_F(a_simulation, leaves_a_vanished_session_to_the_servers_autologout) {
  // Behind CAPA, USER, PASS and CAPA again.
  constexpr std::uint64_t login_octets = 37;
  world.network([](std::uint64_t connection) {
    if (connection > 1) return simulated_link();
    return with(link_event(link_direction::to_server, login_octets, disturbance::vanish));
  });
  client_options hasty = plain_options();
  hasty.timeout = 30s;
  hasty.login.mechanism = "USER";
  auto lost = world.make_client(hasty);
  const auto fetched = world.run(lost.list_messages());
  ASSERT_FALSE(fetched.has_value());
  EXPECT_EQ(fetched.error().code(), errc::deadline_exceeded);
  auto next = world.make_client(hasty);
  const auto locked = world.run(next.connect());
  ASSERT_FALSE(locked.has_value());
  EXPECT_EQ(locked.error().code(), errc::in_use);
  world.pass(11min);
  EXPECT_TRUE(world.run(next.connect()).has_value());
}

TEST_F(a_simulation, refuses_connections_and_forgets_names) {
  simulated_link link;
  link.outcome = connect_outcome::host_not_found;
  world.network(always(link));
  auto mail = world.make_client(plain_options());
  EXPECT_EQ(world.run(mail.connect()).error().code(), errc::host_not_found);
  link.outcome = connect_outcome::refused;
  world.network(always(link));
  EXPECT_EQ(world.run(mail.connect()).error().kind(), fault::transport);
  link.outcome = connect_outcome::unanswered;
  world.network(always(link));
  EXPECT_EQ(world.run(mail.connect()).error().code(), errc::deadline_exceeded);
  world.network(nullptr);
  EXPECT_TRUE(world.run(mail.connect()).has_value());
}

TEST_F(a_simulation, restarts_its_server_with_other_messages) {
  auto mail = world.make_client(plain_options());
  const auto before = world.run(mail.list_messages(list_fields::ids_only)).value();
  auto held = world.maildrop("alice");
  std::swap(held[0], held[2]);
  world.restart_with("alice", held);
  EXPECT_FALSE(world.run(mail.noop()).has_value());
  EXPECT_EQ(world.run(mail.get_message_size(1)).error().code(), errc::session_lost);
  const auto fetched = world.run(mail.fetch_message(*before[0].unique_id));
  ASSERT_TRUE(fetched.has_value());
  EXPECT_EQ(fetched->octets(), held[2].octets);
}

TEST_F(a_simulation, keeps_removed_messages_removed_over_a_restart) {
  auto mail = world.make_client(plain_options());
  ASSERT_TRUE(world.run(mail.delete_message(2)).has_value());
  ASSERT_THAT(world.maildrop("alice"), SizeIs(3));
  ASSERT_EQ(world.run(mail.commit_deletes()).value().status, commit_status::committed);
  ASSERT_THAT(world.maildrop("alice"), SizeIs(2));
  world.stop();
  EXPECT_THAT(world.maildrop("alice"), SizeIs(2));
  EXPECT_FALSE(world.run(mail.connect()).has_value());
  world.restart();
  EXPECT_EQ(world.run(mail.get_message_count()).value(), 2U);
}

TEST_F(a_simulation, speaks_tls_and_notices_a_flipped_bit) {
  client_options secured = plain_options();
  secured.protection = security::stls;
  auto upgraded = world.make_client(secured);
  EXPECT_TRUE(world.run(upgraded.fetch_message(1)).has_value());
  ASSERT_TRUE(world.run(upgraded.quit()).has_value());
  secured.protection = security::implicit;
  secured.port = 995;
  world.network(always(with(link_event(link_direction::to_client, 4000, disturbance::corrupt))));
  auto wrapped = world.make_client(secured);
  const auto fetched = world.run(wrapped.fetch_message(1));
  ASSERT_FALSE(fetched.has_value());
  EXPECT_TRUE(fetched.error().kind() == fault::transport) << fetched.error().message();
}

TEST_F(a_simulation, cancels_an_operation) {
  world.network(always(with(link_event(link_direction::to_client, 100, disturbance::stall, 24h))));
  auto mail = world.make_client(plain_options());
  auto fetching = world.start(mail.fetch_message(1));
  world.pass(5s);
  ASSERT_FALSE(fetching.done());
  fetching.cancel();
  world.pass(0s);
  ASSERT_TRUE(fetching.done());
  EXPECT_EQ(fetching.get().error().code(), errc::cancelled);
}

// Seed 2 of the first proof: what close() asked to be cancelled was gone before the executor ran again.
TEST_F(a_simulation, keeps_no_reference_to_a_client_that_is_gone) {
  simulated_link link;
  link.outcome = connect_outcome::unanswered;
  world.network(always(link));
  for (const bool under_way : {false, true}) {
    std::optional<async_client> mail(world.make_client(plain_options()));
    auto connecting = world.start(mail->connect());
    if (!under_way) world.run_until([&] { return connecting.done(); });
    world.pass(0s);
    mail->close();
    if (under_way) world.run_until([&] { return connecting.done(); });
    EXPECT_EQ(connecting.get().error().code(), under_way ? errc::cancelled : errc::deadline_exceeded);
    mail.reset();
    expect_that_nothing_is_left();
  }
}

// Seed 8081: the deadline of a login struck between the arrival of octets and their reading, and was forgotten.
TEST_F(a_simulation, ends_a_login_whose_time_runs_out_while_octets_arrive) {
  world.network(always(with(link_event(link_direction::to_client, 195, disturbance::vanish))));
  expect_an_end_whenever_time_runs_out(plain_options());
}

// Seed 114171: the deadline struck at the moment at which the connection would have been made.
TEST_F(a_simulation, ends_an_attempt_to_connect_whose_time_runs_out_when_it_arrives) {
  simulated_link link;
  link.latency = 200ms;
  link.outcome = connect_outcome::unanswered;
  world.network(always(link));
  for (int attempt = 0; attempt < 30; ++attempt) {
    auto mail = world.make_client(plain_options());
    auto connecting = world.start(mail.connect());
    world.pass(1ms);
    world.jump(1h);
    ASSERT_TRUE(world.run_until([&] { return connecting.done(); })) << attempt;
    EXPECT_EQ(connecting.get().error().code(), errc::deadline_exceeded);
  }
}

// Seed 83408: a deadline that struck as octets of the handshake arrived was forgotten.
TEST_F(a_simulation, ends_a_handshake_whose_time_runs_out_while_octets_arrive) {
  simulated_link link = with(link_event(link_direction::to_client, 53, disturbance::vanish));
  link.latency = 100ms;
  world.network(always(link));
  client_options secured = plain_options();
  secured.protection = security::implicit;
  expect_an_end_whenever_time_runs_out(secured);
}

TEST_F(a_simulation, is_late_for_everything_after_a_jump_of_the_clock) {
  simulated_link slow;
  slow.latency = 1s;
  world.network(always(slow));
  auto mail = world.make_client(plain_options());
  ASSERT_TRUE(world.run(mail.connect()).has_value());
  auto asked = world.start(mail.noop());
  world.pass(500ms);
  world.jump(1h);
  world.run_until([&] { return asked.done(); });
  EXPECT_FALSE(asked.get().has_value());
}

TEST_F(a_simulation, reports_an_operation_that_can_never_end) {
  const auto forever = [](boost::asio::any_io_executor where) -> boost::asio::awaitable<bool> {
    net::signal never(where);
    const outcome<> woken = co_await never.wait();
    co_return woken.has_value();
  };
  EXPECT_THROW(static_cast<void>(world.run(forever(world.executor()))), std::logic_error);
}

std::vector<std::string> jittery_run(std::uint64_t seed) {
  simulation world(seed);
  world.serve(scenario::parse(three_messages).value());
  simulated_link link;
  link.latency = 20ms;
  link.jitter = 20ms;
  link.largest_delivery = 16;
  world.network(always(link));
  auto mail = world.make_client(plain_options());
  static_cast<void>(world.run(mail.list_messages()));
  static_cast<void>(world.run(mail.quit()));
  return told(world);
}

TEST(simulations, repeat_themselves_with_the_same_seed) {
  const auto first = jittery_run(3);
  EXPECT_THAT(first, Not(IsEmpty()));
  EXPECT_EQ(first, jittery_run(3));
  EXPECT_NE(first, jittery_run(4));
}

}  // namespace
}  // namespace pop3kit
