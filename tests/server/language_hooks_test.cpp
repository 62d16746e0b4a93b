#include "language.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST_F(language, hook_dialogue) {
  play("hook_dialogue");
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("STAT\r\n"), "* noise\r\n+OK 3 3072\r\n+OK and a reply to a command that was never sent\r\n");
  EXPECT_EQ(client.ask("RSET\r\n"), "+ are you sure?\r\n");
  EXPECT_EQ(client.ask("no\r\n"), "-ERR not sure\r\n");
  EXPECT_EQ(client.ask("RSET\r\nyes\r\nSTAT\r\n"),
            "+ are you sure?\r\n+OK maildrop has 3 messages (3072 octets)\r\n* noise\r\n+OK 3 3072\r\n"
            "+OK and a reply to a command that was never sent\r\n");

  line_client& one = logged_in();
  line_client& other = logged_in();
  EXPECT_EQ(one.ask("NOOP\r\nNOOP\r\n"), "+OK NOOP number 1\r\n+OK NOOP number 2\r\n");
  EXPECT_EQ(other.ask("NOOP\r\n"), "+OK NOOP number 1\r\n");
}

TEST_F(language, hook_events) {
  play("hook_events");
  line_client& first = logged_in();
  line_client& second = on().connect_raw();
  line_client& third = on().connect();
  EXPECT_EQ(third.ask("USER alice\r\nPASS s3cret\r\n"), "+OK send PASS\r\n") << "held, until the first leaves";
  on().pass(seconds(1));
  EXPECT_EQ(second.take(), "");
  EXPECT_TRUE(second.ended()) << "shut out";
  EXPECT_EQ(third.take(), "");
  first.send("RETR 1\r\n");
  EXPECT_EQ(first.take(), "");
  on().pass(seconds(1));
  const std::string piece = first.take();
  EXPECT_THAT(piece, StartsWith("+OK 204800 octets\r\n"));
  EXPECT_GE(piece.size(), 65'536U);
  EXPECT_FALSE(first.ended());
  on().pass(seconds(10));
  EXPECT_LT(piece.size() + first.take().size(), 150U * 1024);
  EXPECT_TRUE(first.ended()) << "closed within the message";
  first.close();
  EXPECT_THAT(third.take(), HasSubstr("maildrop has 2 messages"));
  EXPECT_THAT(third.ask("NOOP\r\n"), StartsWith("+OK 3 came, 2 left"));
  EXPECT_TRUE(on().run().expectations.verdict().has_value());
}

TEST_F(language, hook_facts) {
  play("hook_facts");
  on().with_tls = true;
  line_client& client = on().connect_raw();
  EXPECT_EQ(client.take(), "+OK connection 1\r\n");
  EXPECT_EQ(client.ask("STLS\r\n"), "-ERR [SYS/TEMP] not yet\r\n");
  client.log_in();
  EXPECT_EQ(client.ask("TOP 1  0\r\n"), "-ERR TOP (1  0) of alice in the clear\r\n");
  line_client& second = on().connect_raw();
  EXPECT_EQ(second.take(), "+OK connection 2\r\n");
  EXPECT_EQ(second.ask("STLS\r\n"), "+OK begin TLS negotiation\r\n");
  ASSERT_TRUE(second.secure(on().ca_pem()));
  second.log_in();
  EXPECT_EQ(second.ask("TOP 2 0\r\n"), "-ERR TOP (2 0) of alice under TLS\r\n");
}

TEST_F(language, hook_patience) {
  play("hook_patience");
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("NOOP\r\nit is I\r\n"), "+ who is there?\r\n+OK it is I\r\n");
  EXPECT_EQ(client.ask("NOOP\r\nhalf a "), "+ who is there?\r\n");
  on().pass(milliseconds(1999));
  EXPECT_EQ(client.take(), "");
  on().pass(milliseconds(1));
  EXPECT_EQ(client.take(), "+OK nobody\r\n");
  EXPECT_EQ(client.ask("line\r\n"), "-ERR unknown command\r\n") << "what came of the line is still there";
  EXPECT_EQ(client.ask("RETR 1\r\n"), "+OK 36 octets\r\nSubject: one\r\n\r\nthe first the last\r\n.\r\n");
  EXPECT_TRUE(on().run().expectations.verdict().has_value());
  client.send("NOOP\r\n");
  on().running().stop();
  on().settle();
  EXPECT_EQ(on().running().sessions(), 0U) << "who listens is woken";
  EXPECT_EQ(on().time.armed_timers(), 0U);
}

/// What a run of a session leaves in the journal, less the moments.
TEST(determinism, the_same_seed_and_the_same_client_leave_the_same_journal) {
  const std::string file = std::string(POP3KIT_SCENARIOS) + "/language/chance_everywhere.lua";
  const auto journal_of = [&file](std::optional<std::uint64_t> seed) {
    stage on;
    on.what = described(scenario::load(file));
    on.options.seed = seed;
    for (int sessions = 0; sessions < 4; ++sessions) {
      line_client& client = on.connect_raw();
      client.send(
          "USER alice\r\nPASS s3cret\r\nSTAT\r\nLIST\r\nUIDL\r\nRETR 1\r\nRETR 2\r\nRETR 3\r\nNOOP\r\nQUIT\r\n");
      on.pass(seconds(60));
    }
    std::vector<std::string> entries;
    for (journal_entry entry : on.run().journal.entries()) {
      entry.at = {};
      entries.push_back(to_json(entry));
    }
    return entries;
  };
  const auto first = journal_of(std::nullopt);
  EXPECT_GT(first.size(), 60U);
  EXPECT_EQ(journal_of(std::nullopt), first);
  EXPECT_EQ(journal_of(77), journal_of(77));
  EXPECT_NE(journal_of(78), journal_of(77));
  EXPECT_NE(journal_of(77), first);
}

TEST_F(language, chance_everywhere) {
  play("chance_everywhere", 3);
  line_client& client = on().connect_raw();
  on().pass(seconds(60));
  EXPECT_THAT(client.take(), StartsWith("+OK"));
  EXPECT_EQ(on().journal(journal_kind::connect).front(), "plain");
}

}  // namespace
}  // namespace pop3kit::serving
