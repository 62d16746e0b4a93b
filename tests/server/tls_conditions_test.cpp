#include <gmock/gmock.h>

#include "scenario_text.hpp"
#include "stage.hpp"

namespace pop3kit::serving {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

tls_condition only_tls_condition(const std::string& fields) {
  const auto made = scenario::parse("return scenario { tls = { { " + fields + " } } }");
  const auto& conditions = described(made).tls;
  EXPECT_THAT(conditions, SizeIs(1));
  return conditions.empty() ? tls_condition{} : conditions.front();
}

TEST(tls_condition_keys, that_are_left_out_change_nothing) {
  const tls_plan plan = only_tls_condition("").plan;
  EXPECT_EQ(plan.certificate, certificate_kind::sound);
  EXPECT_EQ(plan.minimum, net::tls_version::tls1_2);
  EXPECT_EQ(plan.maximum, net::tls_version::tls1_3);
  EXPECT_TRUE(plan.close_notify);
  EXPECT_FALSE(plan.handshake.any());
}

TEST(tls_condition_keys, each_has_its_place) {
  const tls_condition made = only_tls_condition(
      "connection = '2..3', certificate = 'weak_key', minimum = '1.1', maximum = '1.2', client_certificate = true, "
      "inject = 'x\\r\\n', delay = '2ms', slice = 3, garble = 4, cut = { after = 5, close = 'reset' }, stall = true, "
      "close_notify = false");
  EXPECT_EQ(made.who.connection->first, 2U);
  EXPECT_EQ(made.plan.certificate, certificate_kind::weak_key);
  EXPECT_EQ(made.plan.minimum, net::tls_version::tls1_1);
  EXPECT_EQ(made.plan.maximum, net::tls_version::tls1_2);
  EXPECT_TRUE(made.plan.require_client_certificate);
  EXPECT_EQ(made.plan.inject, "x\r\n");
  EXPECT_EQ(made.plan.handshake.delay, 2ms);
  EXPECT_EQ(made.plan.handshake.slice, 3U);
  EXPECT_EQ(made.plan.handshake.garble, 4U);
  EXPECT_EQ(made.plan.handshake.cut->after, 5U);
  EXPECT_EQ(made.plan.handshake.cut->close, net::close_kind::reset);
  EXPECT_TRUE(made.plan.handshake.stall);
  EXPECT_FALSE(made.plan.close_notify);
}

TEST(tls_condition_keys, an_old_maximum_takes_the_minimum_along) {
  EXPECT_EQ(only_tls_condition("maximum = '1.0'").plan.minimum, net::tls_version::tls1_0);
}

TEST(tls_condition_keys, mistakes_are_named) {
  const auto complaint_of = [](const std::string& keys) { return complaint("return scenario { " + keys + " }"); };
  EXPECT_THAT(complaint_of("tls = { certificate = 'expired' }"), HasSubstr("each TLS condition in its own braces"));
  EXPECT_THAT(complaint_of("tls = { { certificate = 'expird' } }"), HasSubstr("did you mean 'expired'?"));
  EXPECT_THAT(complaint_of("tls = { { certficate = 'expired' } }"), HasSubstr("did you mean 'certificate'?"));
  EXPECT_THAT(complaint_of("tls = { { maximum = '1.4' } }"), HasSubstr("expected a TLS version"));
  EXPECT_THAT(complaint_of("tls = { { maximum = 1.2 } }"), HasSubstr("expected a TLS version"));
  EXPECT_THAT(complaint_of("tls = { { minimum = '1.3', maximum = '1.2' } }"), HasSubstr("newer version"));
  EXPECT_THAT(complaint_of("tls = { { cut = { befor = 1 } } }"), HasSubstr("unknown key 'befor' in a cut of TLS"));
  EXPECT_THAT(complaint_of("tls = { { garble = 0 } }"), HasSubstr("at least 1"));
}

class tls_conditions : public ::testing::Test {
 protected:
  tls_conditions() { on_.with_tls = true; }

  tls_plan& condition(std::uint64_t connection) {
    tls_condition& made = on_.what.tls.emplace_back();
    made.who.connection = ordinal_range{connection, connection};
    made.where.file = "test.lua";
    made.where.line = static_cast<int>(connection);
    return made.plan;
  }
  line_client& begin_tls() {
    line_client& client = on_.connect();
    EXPECT_THAT(client.ask("STLS\r\n"), StartsWith("+OK"));
    return client;
  }

  stage on_;
};

TEST_F(tls_conditions, concern_the_connections_that_they_name) {
  condition(1).handshake.cut.emplace();
  EXPECT_FALSE(begin_tls().secure(on_.ca_pem()));
  EXPECT_TRUE(begin_tls().secure(on_.ca_pem()));
  EXPECT_THAT(on_.journal(journal_kind::tls), Contains("test.lua:1: a TLS condition"));
}

TEST_F(tls_conditions, injected_octets_stand_after_the_reply_in_the_clear) {
  condition(1).inject = "+OK injected\r\n";
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("STLS\r\n"), "+OK begin TLS negotiation\r\n+OK injected\r\n");
}

TEST_F(tls_conditions, injected_octets_come_first_if_tls_is_implicit) {
  condition(1).inject = "+OK in the clear\r\n";
  line_client& client = on_.connect_raw(true);
  on_.settle();
  EXPECT_EQ(client.take(), "+OK in the clear\r\n");
}

TEST_F(tls_conditions, a_stalled_handshake_ends_when_the_client_gives_up) {
  condition(1).handshake.stall = true;
  line_client& client = begin_tls();
  EXPECT_EQ(client.ask("\x16\x03\x01"), "");
  EXPECT_FALSE(client.ended());
  client.close();
  EXPECT_EQ(on_.running().sessions(), 0U);
}

TEST_F(tls_conditions, a_stalled_handshake_ends_by_its_limit_at_last) {
  condition(1).handshake.stall = true;
  line_client& client = begin_tls();
  on_.pass(on_.options.handshake_limit);
  EXPECT_TRUE(client.ended());
}

TEST_F(tls_conditions, the_cut_comes_after_so_many_octets) {
  condition(1).handshake.cut = net::handshake_cut{7, net::close_kind::orderly};
  line_client& client = on_.connect_raw(true);
  // The answer to a TLS 1.0 record of an unknown kind: an alert of seven octets.
  const std::string answer = client.ask(std::string("\x16\x03\x01\x00\x04\xff\x00\x00\x00", 9));
  EXPECT_EQ(answer.size(), 7U);
  EXPECT_TRUE(client.ended());
}

TEST_F(tls_conditions, the_delay_comes_before_each_piece_and_the_slice_bounds_it) {
  tls_plan& plan = condition(1);
  plan.handshake.delay = 1s;
  plan.handshake.slice = 3;
  line_client& client = on_.connect_raw(true);
  client.send(std::string("\x16\x03\x01\x00\x04\xff\x00\x00\x00", 9));
  for (const std::size_t octets : {3U, 3U, 1U}) {
    on_.pass(999ms);
    EXPECT_EQ(client.take(), "");
    on_.pass(1ms);
    EXPECT_EQ(client.take().size(), octets) << "an alert has seven";
  }
}

TEST_F(tls_conditions, a_garbled_octet_has_all_its_bits_turned) {
  condition(1).handshake.garble = 1;
  line_client& client = on_.connect_raw(true);
  const std::string answer = client.ask(std::string("\x16\x03\x01\x00\x04\xff\x00\x00\x00", 9));
  ASSERT_FALSE(answer.empty());
  EXPECT_EQ(answer.front(), '\xea') << "an alert is 0x15";
}

}  // namespace
}  // namespace pop3kit::serving
