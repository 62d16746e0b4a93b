#include "language.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::StartsWith;

TEST_F(language, network_laws) {
  play("network_laws");
  const std::string greeting = "+OK pop3kit POP3 server ready\r\n";
  // In milliseconds from the connection to its greeting.
  const auto latency = [&] {
    line_client& client = on().connect_raw();
    for (int waited = 0; waited < 20'000; ++waited) {
      if (client.take() == greeting) return waited;
      on().pass(milliseconds(1));
    }
    return -1;
  };
  const int constant = latency();
  EXPECT_EQ(constant, 110);
  const int uniform = latency();
  EXPECT_GE(uniform, 90);
  EXPECT_LE(uniform, 110);
  const int normal = latency();
  EXPECT_GT(normal, 0);
  EXPECT_GE(latency(), 100) << "lognormal";
  EXPECT_GE(latency(), 100) << "pareto";

  line_client& sixth = on().connect_raw();
  on().pass(milliseconds(100));
  EXPECT_EQ(sixth.take(), greeting.substr(0, 10));
  on().pass(milliseconds(1999));
  EXPECT_EQ(sixth.take(), "");
  on().pass(milliseconds(1));
  EXPECT_EQ(sixth.take(), greeting.substr(10));

  line_client& seventh = on().connect_raw();
  on().pass(milliseconds(100));
  EXPECT_EQ(seventh.take(), greeting);
  seventh.send("NOOP\r\n");
  on().pass(milliseconds(1099));
  EXPECT_EQ(seventh.take(), "");
  on().pass(milliseconds(1));
  EXPECT_THAT(seventh.take(), StartsWith("-ERR"));

  line_client& eighth = on().connect_raw();
  on().pass(milliseconds(100 + 20));
  EXPECT_EQ(eighth.take().size(), 16U) << "a slice of 16 octets each 15.6 ms";
}

TEST(quirk_stingy, trickles_16_octets_512_a_second) {
  stage on;
  on.what.network = described(scenario::parse("return scenario { rules = { quirk 'stingy' } }")).network;
  line_client& client = on.connect_raw();
  on.pass(std::chrono::microseconds(31'249));
  EXPECT_EQ(client.take(), "");
  on.pass(std::chrono::microseconds(1));
  EXPECT_EQ(client.take(), "+OK pop3kit POP3");
  on.pass(std::chrono::microseconds(31'249));
  EXPECT_EQ(client.take(), " server ready\r\n") << "15 octets need less";
}

TEST_F(language, network_ends) {
  play("network_ends");
  line_client& refused = on().connect_raw();
  EXPECT_EQ(refused.take(), "");
  EXPECT_TRUE(refused.ended());
  EXPECT_NE(refused.end(), errc::connection_closed) << "a reset";
  EXPECT_EQ(on().journal(journal_kind::disconnect), std::vector<std::string>{"refused"});

  line_client& limited = on().connect_raw();
  EXPECT_EQ(limited.take(), "+OK pop3kit POP3 ser");
  EXPECT_TRUE(limited.ended());

  line_client& short_lived = logged_in();
  line_client& shot = logged_in();
  on().pass(milliseconds(4999));
  EXPECT_EQ(short_lived.ask("NOOP\r\n"), "+OK\r\n");
  on().pass(milliseconds(1));
  EXPECT_EQ(short_lived.end(), errc::connection_closed);
  EXPECT_TRUE(shot.ended());
  EXPECT_NE(shot.end(), errc::connection_closed) << "a reset";
  EXPECT_EQ(logged_in().ask("NOOP\r\n"), "+OK\r\n");
}

TEST_F(language, half_closed) {
  play("half_closed");
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("STAT\r\n"), "+OK 2 2048\r\n");
  EXPECT_EQ(client.end(), errc::connection_closed);
  EXPECT_EQ(client.ask("NOOP\r\n"), "") << "heard, and not answered";
  EXPECT_EQ(on().running().sessions(), 1U);
  client.close();
  EXPECT_EQ(on().running().sessions(), 0U);
}

TEST_F(language, slower_and_slower) {
  play("slower_and_slower");
  line_client& client = logged_in();
  EXPECT_THAT(client.ask("RETR 1\r\n"), StartsWith("+OK 1024 octets\r\n"));
  EXPECT_EQ(client.ask("RETR 2\r\n"), "");
  on().pass(seconds(3));
  EXPECT_THAT(client.take(), StartsWith("+OK 1024 octets\r\n"));
  EXPECT_EQ(client.ask("STAT\r\n"), "");
  on().pass(seconds(3));
  EXPECT_EQ(client.take(), "+OK 3 3072\r\n");
  EXPECT_EQ(client.ask("NOOP\r\n"), "+OK\r\n");
}

TEST_F(language, places) {
  play("places");
  const std::string status = "+OK 24 octets\r\n";
  const auto retrieved = [this]() -> line_client& {
    line_client& client = logged_in();
    client.send("RETR 1\r\n");
    return client;
  };
  EXPECT_EQ(retrieved().take(), status + "A: b\r\n\r\n");
  EXPECT_EQ(retrieved().take(), status + "A: b\r\n\r\nfirst\r");
  EXPECT_EQ(retrieved().take(), status + "A: b\r\n\r\nfirst\r\n..second\r\n");
  EXPECT_EQ(retrieved().take(), status + "A: b\r\n\r\nfirst\r\n..second\r\n.");
  EXPECT_EQ(retrieved().take(), status + "A: b\r\n\r\nfirst\r\n..second\r\n.\r");
  EXPECT_EQ(retrieved().take(), "+OK 24 ");
  line_client& seventh = retrieved();
  EXPECT_EQ(seventh.take(), "+OK 24 octets\r");
  EXPECT_TRUE(seventh.ended());

  const auto both = [&](const std::string& before, const std::string& after) {
    line_client& client = retrieved();
    EXPECT_EQ(client.take(), before);
    on().pass(milliseconds(1999));
    EXPECT_EQ(client.take(), "");
    on().pass(milliseconds(1));
    EXPECT_EQ(client.take(), after);
    EXPECT_EQ(client.ask("NOOP\r\n"), "+OK\r\n");
  };
  both(status + "A: b\r\n\r\n", "first\r\n..second\r\n.\r\n");
  both(status + "A: b\r\n\r\nfirst\r\n..second\r\n.", "\r\n");
  both("+OK 24 octets\r", "\nA: b\r\n\r\nfirst\r\n..second\r\n.\r\n");

  line_client& forever = retrieved();
  EXPECT_EQ(forever.take(), status + "A: b\r\n\r\nfirst\r");
  on().pass(seconds(500));
  EXPECT_EQ(forever.take(), "");
  EXPECT_FALSE(forever.ended());
  const auto before = on().running().sessions();
  forever.close();
  EXPECT_EQ(on().running().sessions(), before - 1) << "whoever goes away is noticed";

  line_client& leaving = logged_in();
  EXPECT_THAT(leaving.ask("QUIT\r\n"), StartsWith("+OK"));
  EXPECT_FALSE(leaving.ended());
  on().pass(seconds(2));
  EXPECT_TRUE(leaving.ended());

  line_client& last = retrieved();
  EXPECT_EQ(last.take(), status + "A: b");
  on().pass(seconds(1));
  EXPECT_EQ(last.take(), "\r\n\r\n");
  EXPECT_TRUE(last.ended());
}

TEST_F(language, held_and_released) {
  play("held_and_released");
  line_client& first = logged_in();
  EXPECT_EQ(first.ask("RETR 1\r\n"), "");
  on().pass(seconds(100));
  EXPECT_EQ(first.take(), "");
  line_client& second = logged_in();
  EXPECT_THAT(first.take(), StartsWith("+OK 1024 octets\r\n"));
  EXPECT_THAT(first.ask("RETR 2\r\n"), StartsWith("+OK 1024 octets\r\n")) << "the gate stays open";
  second.send("LIST\r\n");
  on().pass(milliseconds(999));
  EXPECT_EQ(second.take(), "");
  on().pass(milliseconds(1001));
  EXPECT_THAT(second.take(), StartsWith("+OK"));
}

}  // namespace
}  // namespace pop3kit::serving
