#include <gmock/gmock.h>

#include "scenario_text.hpp"
#include "stage.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::milliseconds;
using ::testing::SizeIs;
using ::testing::StartsWith;

/// What docs/reference/faults.md says of quirks and no other test shows.
class quirk_statements : public ::testing::Test {
 protected:
  void play(const std::string& quirk) {
    on_.what =
        described(scenario::parse("return scenario { accounts = { alice = { password = 's3cret' } }, rules = { "
                                  "quirk '" +
                                  quirk + "' } }"));
  }

  stage on_;
};

TEST_F(quirk_statements, a_server_of_1988_knows_last_and_none_of_what_came_later) {
  play("rfc1081");
  on_.with_tls = true;
  line_client& client = on_.connect();
  for (const char* const command :
       {"CAPA\r\n", "STLS\r\n", "AUTH PLAIN\r\n", "AUTH\r\n", "APOP alice c4c9334bac560ecc979e58001b3e22fb\r\n"}) {
    EXPECT_THAT(client.ask(command), StartsWith("-ERR")) << command;
  }
  client.log_in();
  EXPECT_THAT(client.ask("UIDL\r\n"), StartsWith("-ERR"));
  EXPECT_THAT(client.ask("TOP 1 0\r\n"), StartsWith("-ERR"));
  EXPECT_EQ(client.ask("LAST\r\n"), "+OK 0\r\n");
}

TEST_F(quirk_statements, a_server_far_away_has_a_round_trip_of_160_ms_with_a_long_tail_and_a_link_of_1_mbit_a_second) {
  play("far_away");
  ASSERT_THAT(on_.what.network, SizeIs(1));
  const net::fault_plan& plan = on_.what.network.front().plan;
  for (const net::link_conditions* const way : {&plan.outgoing, &plan.incoming}) {
    EXPECT_EQ(way->latency, milliseconds(80));
    EXPECT_EQ(way->law, net::jitter_law::lognormal);
    EXPECT_GT(way->jitter.count(), 0);
    EXPECT_EQ(way->octets_per_second, 125'000U);
  }
  line_client& client = on_.connect_raw();
  on_.pass(milliseconds(80));
  EXPECT_EQ(client.take(), "");
  on_.pass(milliseconds(10'000));
  EXPECT_THAT(client.take(), StartsWith("+OK"));
}

TEST_F(quirk_statements, a_stingy_server_sends_512_octets_a_second_16_at_a_time) {
  play("stingy");
  line_client& client = on_.connect_raw();
  std::size_t heard = client.take().size();
  EXPECT_LE(heard, 16U);
  for (int piece = 0; piece < 3; ++piece) {
    on_.pass(milliseconds(1000 * 16 / 512 + 1));
    const std::string more = client.take();
    EXPECT_LE(more.size(), 16U);
    heard += more.size();
  }
  EXPECT_EQ(heard, std::string("+OK pop3kit POP3 server ready\r\n").size());
}

}  // namespace
}  // namespace pop3kit::serving
