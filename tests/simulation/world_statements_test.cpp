#include <gmock/gmock.h>

#include <algorithm>
#include <boost/asio/error.hpp>
#include <pop3kit/simulation.hpp>
#include <string>
#include <vector>

namespace pop3kit {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

constexpr std::string_view two_messages =
    "accounts = { alice = { password = 's3cret', lock = false, mailbox = { generate { count = 2, size = '4 KiB' } } } "
    "}, ";

/// What docs/reference/simulation.md, simulation.hpp and simulated_link.hpp state and no other test shows.
class simulation_statements : public ::testing::Test {
 protected:
  static scenario two_messages_and(const std::string& more = "") {
    return scenario::parse("return scenario { " + std::string(two_messages) + more + " }").value();
  }
  static client_options of_alice(std::uint16_t port = 110, security protection = security::none) {
    return client_options("", port, credentials("alice", "s3cret"), protection);
  }
  void serve(const std::string& more = "") { world.serve(two_messages_and(more)); }
  void every_link(const simulated_link& link) {
    world.network([link](std::uint64_t) { return link; });
  }
  void every_link_suffers(disturbance what, std::uint64_t octet, std::chrono::nanoseconds latency = 0s) {
    simulated_link link;
    link.latency = latency;
    link.events.emplace_back(link_direction::to_client, octet, what);
    every_link(link);
  }
  boost::system::error_code code_of_connecting(const client_options& options) {
    auto mail = world.make_client(options);
    const auto connected = world.run(mail.connect());
    return connected ? boost::system::error_code() : connected.error().code();
  }
  /// How many octets of message 1 arrive before the connection ends.
  std::size_t octets_before_the_end() {
    auto mail = world.make_client(of_alice());
    std::size_t octets = 0;
    octet_sink sink = [&octets](std::span<const char> piece) {
      octets += piece.size();
      return result<>();
    };
    EXPECT_FALSE(world.run(mail.save_message(1, sink)).has_value());
    return octets;
  }

  simulation world;
};

TEST_F(simulation_statements, verdict_and_unfired_rules_are_those_of_the_present_server) {
  EXPECT_TRUE(world.verify().has_value()) << "without any server";
  EXPECT_TRUE(world.unfired_rules().empty());
  serve("rules = { { on = 'TOP', reply = '-ERR' } }, expect = { { command = 'NOOP' } }");
  EXPECT_EQ(world.verify().error().code(), errc::expectation_failed);
  EXPECT_THAT(world.unfired_rules(), ElementsAre("scenario:1: TOP"));
  auto mail = world.make_client(of_alice());
  ASSERT_TRUE(world.run(mail.noop()).has_value());
  EXPECT_TRUE(world.verify().has_value());
  world.restart();
  EXPECT_TRUE(world.verify().has_error()) << "the server that came back has seen nothing";
}

TEST_F(simulation_statements, time_passes_at_each_look_at_the_clock_if_asked) {
  serve();
  auto mail = world.make_client(of_alice());
  ASSERT_TRUE(world.run(mail.connect()).has_value());
  const auto still = world.now();
  ASSERT_TRUE(world.run(mail.noop()).has_value());
  EXPECT_EQ(world.now(), still) << "time stands still while anything can run";
  world.pass_at_each_look(1ms);
  ASSERT_TRUE(world.run(mail.noop()).has_value());
  EXPECT_GT(world.now(), still + 1ms) << "the client looks at the clock, and so does now()";
}

TEST_F(simulation_statements, octets_pass_as_fast_as_the_link_lets_them) {
  serve();
  simulated_link slow;
  slow.octets_per_second = 1024;
  every_link(slow);
  auto mail = world.make_client(of_alice());
  ASSERT_TRUE(world.run(mail.connect()).has_value());
  const auto before = world.now();
  ASSERT_TRUE(world.run(mail.fetch_message(1)).has_value());
  EXPECT_GE(world.now() - before, 4s);
  EXPECT_LT(world.now() - before, 5s);
}

TEST_F(simulation_statements, what_is_under_way_arrives_before_a_close_and_not_after_a_reset) {
  serve();
  constexpr std::uint64_t within_the_message = 3000;
  every_link_suffers(disturbance::close, within_the_message, 1s);
  const std::size_t octets = octets_before_the_end();
  EXPECT_GT(octets, 1000U);
  EXPECT_LT(octets, within_the_message);
  every_link_suffers(disturbance::reset, within_the_message, 1s);
  EXPECT_EQ(octets_before_the_end(), 0U);
}

TEST_F(simulation_statements, a_stall_without_duration_takes_no_time) {
  serve();
  every_link_suffers(disturbance::stall, 500);
  auto mail = world.make_client(of_alice());
  const auto before = world.now();
  EXPECT_TRUE(world.run(mail.fetch_message(1)).has_value());
  EXPECT_EQ(world.now(), before);
  EXPECT_EQ(world.disturbances(), 1U);
}

TEST_F(simulation_statements, a_link_takes_no_time_by_default) {
  serve();
  auto mail = world.make_client(of_alice());
  const auto before = world.now();
  EXPECT_EQ(world.run(mail.fetch_message(1)).value().octets(), world.maildrop("alice").front().octets);
  EXPECT_EQ(world.now(), before);
  EXPECT_EQ(world.disturbances(), 0U);
}

TEST_F(simulation_statements, a_reply_that_never_comes_is_waited_for_a_minute) {
  serve("rules = { { on = 'RETR', fault = 'silence' } }");
  auto mail = world.make_client(of_alice());
  const auto before = world.now();
  EXPECT_EQ(world.run(mail.fetch_message(1)).error().code(), errc::deadline_exceeded);
  EXPECT_EQ(world.now() - before, 1min);
}

TEST_F(simulation_statements, an_operation_is_cancelled_when_the_world_runs_next_and_never_once_it_is_done) {
  serve();
  auto mail = world.make_client(of_alice());
  auto fetching = world.start(mail.fetch_message(1));
  fetching.cancel();
  EXPECT_FALSE(fetching.done());
  ASSERT_TRUE(world.run_until([&] { return fetching.done(); }));
  EXPECT_EQ(fetching.get().error().code(), errc::cancelled);
  auto other = world.make_client(of_alice());
  auto asked = world.start(other.noop());
  ASSERT_TRUE(world.run_until([&] { return asked.done(); }));
  asked.cancel();
  world.run_until_idle();
  EXPECT_TRUE(asked.get().has_value());
}

/// The journal of a session over a link that leaves much to chance.
std::vector<std::string> journal_by_chance(simulation& in) {
  in.serve(scenario::parse("return scenario { " + std::string(two_messages) + " }").value());
  in.network([](std::uint64_t) {
    simulated_link link;
    link.latency = 20ms;
    link.jitter = 20ms;
    link.largest_delivery = 16;
    return link;
  });
  auto mail = in.make_client(client_options("", 110, credentials("alice", "s3cret"), security::none));
  static_cast<void>(in.run(mail.list_messages()));
  std::vector<std::string> lines;
  for (const journal_entry& entry : in.journal()) lines.push_back(to_json(entry));
  return lines;
}

TEST_F(simulation_statements, the_seed_is_1_unless_another_is_given) {
  simulation first(1);
  simulation second(2);
  const std::vector<std::string> told = journal_by_chance(world);
  EXPECT_EQ(told, journal_by_chance(first));
  EXPECT_NE(told, journal_by_chance(second));
}

/// The lines of a dialogue in which the server draws 64 octets.
std::vector<std::string> dialogue_with_garbage(std::uint64_t seed, const simulated_link& link) {
  simulation world(seed);
  world.serve(scenario::parse("return scenario { " + std::string(two_messages) +
                              "rules = { { on = 'STAT', fault = 'garbage' } } }")
                  .value());
  world.network([link](std::uint64_t) { return link; });
  std::vector<std::string> lines;
  client_options options("", 110, credentials("alice", "s3cret"), security::none);
  options.trace = [&lines](const trace_event& event) { lines.push_back(event.text); };
  auto mail = world.make_client(options);
  EXPECT_FALSE(world.run(mail.get_mailbox_info()).has_value());
  return lines;
}

TEST_F(simulation_statements, what_the_network_draws_changes_nothing_of_what_the_server_draws) {
  simulated_link jittery;
  jittery.latency = 20ms;
  jittery.jitter = 20ms;
  jittery.largest_delivery = 5;
  EXPECT_EQ(dialogue_with_garbage(3, simulated_link()), dialogue_with_garbage(3, jittery));
  EXPECT_NE(dialogue_with_garbage(3, simulated_link()), dialogue_with_garbage(4, simulated_link()));
}

TEST_F(simulation_statements, another_server_resets_the_connections_of_the_former_one) {
  serve();
  auto mail = world.make_client(of_alice());
  ASSERT_TRUE(world.run(mail.connect()).has_value());
  serve();
  EXPECT_EQ(world.run(mail.noop()).error().code(), boost::asio::error::connection_reset);
  ASSERT_TRUE(world.run(mail.connect()).has_value());
  world.reset_connections();
  EXPECT_EQ(world.run(mail.noop()).error().code(), boost::asio::error::connection_reset);
}

TEST_F(simulation_statements, the_certificate_is_for_localhost_and_made_by_the_first_serve) {
  EXPECT_EQ(world.ca_pem(), "");
  serve();
  EXPECT_THAT(world.ca_pem(), ::testing::StartsWith("-----BEGIN CERTIFICATE-----"));
  client_options options = of_alice(995, security::implicit);
  EXPECT_FALSE(code_of_connecting(options)) << "an empty host is localhost";
  options.host = "localhost";
  EXPECT_FALSE(code_of_connecting(options));
  options.host = "mail.example.org";
  EXPECT_EQ(code_of_connecting(options), errc::certificate_wrong_host);
}

TEST_F(simulation_statements, connections_are_refused_at_a_port_without_server) {
  const boost::system::error_code refused = boost::asio::error::connection_refused;
  EXPECT_EQ(code_of_connecting(of_alice()), refused) << "before the first serve()";
  serve("listen = { tls = false }");
  EXPECT_FALSE(code_of_connecting(of_alice(110)));
  EXPECT_FALSE(code_of_connecting(of_alice(2110))) << "every port but 995 is the plain one";
  EXPECT_EQ(code_of_connecting(of_alice(995, security::implicit)), refused);
  serve("listen = { plain = false }");
  EXPECT_EQ(code_of_connecting(of_alice(110)), refused);
  EXPECT_FALSE(code_of_connecting(of_alice(995, security::implicit)));
  world.stop();
  EXPECT_EQ(code_of_connecting(of_alice(995, security::implicit)), refused);
}

TEST_F(simulation_statements, removed_messages_stay_in_sight_of_those_who_are_logged_in) {
  serve();
  EXPECT_TRUE(world.maildrop("nobody").empty());
  const std::vector<stored_message> held = world.maildrop("alice");
  ASSERT_EQ(held.size(), 2U);
  auto mail = world.make_client(of_alice());
  ASSERT_EQ(world.run(mail.get_message_count()).value(), 2U);
  world.remove("alice", {held[0].unique_id});
  ASSERT_EQ(world.maildrop("alice").size(), 1U);
  EXPECT_EQ(world.maildrop("alice")[0].unique_id, held[1].unique_id);
  EXPECT_EQ(world.run(mail.get_message_count()).value(), 2U);
  auto later = world.make_client(of_alice());
  EXPECT_EQ(world.run(later.get_message_count()).value(), 1U);
}

TEST_F(simulation_statements, unique_ids_of_a_maildrop_are_shown_as_they_are) {
  serve();
  const std::vector<std::string> ids{"!", std::string(70, '~')};
  world.restart_with("alice", {stored_message(ids[0], "A: 1\r\n\r\n"), stored_message(ids[1], "A: 2\r\n\r\n")});
  auto mail = world.make_client(of_alice());
  const auto listing = world.run(mail.list_messages(list_fields::ids_only)).value();
  ASSERT_EQ(listing.size(), 2U);
  EXPECT_EQ(listing[0].unique_id.value().str(), ids[0]);
  EXPECT_EQ(listing[1].unique_id.value().str(), ids[1]);
}

TEST_F(simulation_statements, waiting_for_what_can_never_happen_is_false) {
  serve();
  EXPECT_FALSE(world.run_until([] { return false; }));
}

TEST_F(simulation_statements, the_journal_lists_one_server_after_the_other_each_from_its_own_beginning) {
  for (int server = 0; server < 2; ++server) {
    serve();
    world.pass(10s);
    auto mail = world.make_client(of_alice());
    ASSERT_TRUE(world.run(mail.noop()).has_value());
    ASSERT_TRUE(world.run(mail.quit()).has_value());
  }
  const std::vector<journal_entry> told = world.journal();
  ASSERT_EQ(told.size() % 2, 0U);
  const auto half = static_cast<std::ptrdiff_t>(told.size() / 2);
  const auto same = [](const journal_entry& one, const journal_entry& other) { return to_json(one) == to_json(other); };
  EXPECT_TRUE(std::equal(told.begin(), told.begin() + half, told.begin() + half, told.end(), same));
  EXPECT_EQ(told.front().at, 10s);
}

TEST_F(simulation_statements, attempts_to_connect_count_and_those_that_the_network_spoils_are_disturbances) {
  EXPECT_NE(code_of_connecting(of_alice()), boost::system::error_code()) << "there is no server";
  EXPECT_EQ(world.connections(), 1U);
  EXPECT_EQ(world.disturbances(), 0U) << "the network is sound";
  serve();
  for (const connect_outcome each :
       {connect_outcome::refused, connect_outcome::host_not_found, connect_outcome::unanswered}) {
    simulated_link link;
    link.outcome = each;
    every_link(link);
    EXPECT_NE(code_of_connecting(of_alice()), boost::system::error_code());
  }
  EXPECT_EQ(world.connections(), 4U);
  EXPECT_EQ(world.disturbances(), 3U);
}

}  // namespace
}  // namespace pop3kit
