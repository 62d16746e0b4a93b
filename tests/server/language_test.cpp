#include "language.hpp"

#include <set>

namespace pop3kit::serving {
namespace {

using std::chrono::seconds;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string busy_reply = "-ERR [SYS/TEMP] try later\r\n";
const std::string welcome = "+OK alice's maildrop has 3 messages (12288 octets)\r\n";

TEST_F(language, first_logins_fail) {
  play("first_logins_fail");
  EXPECT_EQ(on().connect().ask("USER alice\r\nPASS s3cret\r\n"), "+OK send PASS\r\n" + busy_reply);
  EXPECT_EQ(on().connect().ask("AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\n"), busy_reply);
  line_client& third = on().connect();
  EXPECT_EQ(third.ask("USER bob\r\nPASS hunter2\r\n"), "+OK send PASS\r\n") << "an account's first login is slow";
  on().pass(seconds(1));
  EXPECT_THAT(third.take(), StartsWith("+OK bob's maildrop"));
  EXPECT_EQ(on().connect().ask("USER alice\r\nPASS s3cret\r\n"), "+OK send PASS\r\n" + welcome)
      << "alice's first login was one of the two that failed";
}

TEST_F(language, capabilities_by_state) {
  play("capabilities_by_state");
  on().with_tls = true;
  line_client& client = on().connect();
  EXPECT_EQ(client.ask("CAPA\r\n"), "+OK\r\nSTLS\r\n..A line that begins with a dot\r\n.\r\n");
  client.ask("STLS\r\n");
  ASSERT_TRUE(client.secure(on().ca_pem()));
  const std::string secured = client.ask("CAPA\r\n");
  for (const char* const absent : {"TOP", "UIDL", "PIPELINING", "SASL"}) EXPECT_THAT(secured, Not(HasSubstr(absent)));
  EXPECT_THAT(secured, HasSubstr("\r\nUSER\r\n"));
  client.log_in();
  const std::string later = client.ask("CAPA\r\n");
  EXPECT_THAT(later, HasSubstr("\r\nUIDL\r\n"));
  EXPECT_THAT(later, Not(HasSubstr("EXPIRE NEVER")));
  EXPECT_THAT(later, EndsWith("\r\nLOGIN-DELAY 60\r\nEXPIRE 30 USER\r\n.\r\n"));
}

TEST_F(language, by_chance) {
  const auto outcomes = [this](std::optional<std::uint64_t> seed) {
    play("by_chance", seed);
    std::string out;
    line_client& client = logged_in();
    for (int times = 0; times < 200; ++times) out += client.ask("RETR 1\r\n").starts_with("+OK") ? '+' : '-';
    return out;
  };
  const std::string first = outcomes(std::nullopt);
  EXPECT_EQ(outcomes(std::nullopt), first);
  EXPECT_NE(outcomes(12), first);
  EXPECT_NEAR(static_cast<double>(std::ranges::count(first, '-')), 50, 20);
}

TEST_F(language, time_windows) {
  play("time_windows");
  line_client& early = logged_in();
  on().pass(seconds(2));
  EXPECT_EQ(on().connect_raw().take(), "-ERR [SYS/TEMP] maintenance\r\n");
  EXPECT_EQ(early.ask("NOOP\r\n"), "+OK\r\n");
  on().pass(seconds(2));
  line_client& late = logged_in();
  on().pass(seconds(6));
  EXPECT_EQ(early.ask("NOOP\r\n"), "-ERR [SYS/TEMP] session too long\r\n");
  EXPECT_TRUE(early.ended());
  EXPECT_EQ(late.ask("NOOP\r\n"), "+OK\r\n");
}

TEST_F(language, marks) {
  play("marks");
  line_client& first = logged_in();
  EXPECT_THAT(first.ask("LIST\r\n"), StartsWith("+OK 3 messages"));
  line_client& second = logged_in();
  EXPECT_EQ(second.ask("LIST\r\n"), "-ERR [SYS/TEMP] once is enough\r\n") << "marks of the account";
  second.ask("NOOP\r\n");
  EXPECT_THAT(first.ask("LIST\r\n"), StartsWith("+OK 3 messages"));

  EXPECT_EQ(second.ask("DELE 1\r\nRSET\r\nDELE 2\r\n").substr(0, 23), "+OK message 1 deleted\r\n");
  EXPECT_THAT(first.ask("QUIT\r\n"), StartsWith("+OK")) << "marks of a connection are its own";
  EXPECT_EQ(second.ask("QUIT\r\n"), "-ERR some deleted messages not removed\r\n");
  line_client& third = logged_in();
  EXPECT_THAT(third.ask("DELE 1\r\nRSET\r\nQUIT\r\n"), EndsWith("(3 messages left)\r\n"));
}

TEST_F(language, octets) {
  play("octets");
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("STAT\r\n"), std::string("+OK 3 \0\xff\r\n", 10));
  EXPECT_EQ(client.ask("NOOP\r\n"), "+OK this answers nothing\r\n+OK\r\n+OK nor does this\r\n");
  EXPECT_EQ(client.ask("UIDL 2\r\n"), "+OK 2\r\n");
  EXPECT_EQ(client.ask("STAT\r\n"), "+OK and another line of yours is answered\r\n");
  EXPECT_EQ(client.ask("LIST\r\n"), "+OK\r\n1 10\r\n2 -20\r\nthree 30\r\n.\r\n");
  EXPECT_EQ(client.ask("RSET\r\nRSET\r\n"), "-ERR one at a time\r\n+OK maildrop has 3 messages (12288 octets)\r\n");
}

TEST_F(language, some_messages) {
  play("some_messages");
  line_client& client = logged_in();
  const std::string half = client.ask("RETR 10\r\n");
  EXPECT_THAT(half, StartsWith("+OK 4096 octets\r\n"));
  EXPECT_THAT(half, EndsWith("\r\n.\r\n"));
  EXPECT_LT(half.size(), 1200U);
  EXPECT_EQ(client.ask("RETR 11\r\n"), "-ERR [SYS/PERM] message lost\r\n");
  EXPECT_EQ(client.ask("TOP 11 0\r\n"), "-ERR [SYS/PERM] message lost\r\n");
  EXPECT_THAT(client.ask("RETR 12\r\n"), StartsWith(std::string("+OK\0"
                                                                "2048\0octets\r\n",
                                                                17)));
  EXPECT_EQ(client.ask("RETR 13\r\n").find('\0'), std::string::npos);
  EXPECT_GT(client.ask("RETR 9\r\n").size(), 2048U);
}

TEST(language_files, have_a_test_each) {
  std::set<std::string> tested;
  const auto& all = *::testing::UnitTest::GetInstance();
  for (int suite = 0; suite < all.total_test_suite_count(); ++suite) {
    const auto& each = *all.GetTestSuite(suite);
    for (int test = 0; test < each.total_test_count(); ++test) {
      if (std::string_view(each.name()) == "language") tested.insert(each.GetTestInfo(test)->name());
    }
  }
  for (const auto& entry : std::filesystem::directory_iterator(std::string(POP3KIT_SCENARIOS) + "/language")) {
    if (entry.path().extension() != ".lua") continue;
    const auto name = entry.path().stem().string();
    EXPECT_TRUE(tested.contains(name)) << "no test called language." << name;
  }
}

}  // namespace
}  // namespace pop3kit::serving
