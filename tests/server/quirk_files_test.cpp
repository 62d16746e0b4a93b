#include <gmock/gmock.h>

#include "scenario_text.hpp"
#include "stage.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

/// What the server says in files of scenarios/quirks whose heads promise more than one client happens to try.
class quirk_files : public ::testing::Test {
 protected:
  line_client& logged_in(const std::string& name) {
    on_.what = described(scenario::load(std::string(POP3KIT_SCENARIOS) + "/quirks/" + name + ".lua"));
    line_client& client = on_.connect_raw();
    client.log_in();
    return client;
  }

  stage on_;
};

TEST_F(quirk_files, idle_cutoff_ends_a_session_after_an_idle_minute) {
  line_client& client = logged_in("idle_cutoff");
  on_.pass(seconds(59));
  EXPECT_EQ(client.ask("NOOP\r\n"), "+OK\r\n");
  on_.pass(seconds(59));
  EXPECT_FALSE(client.ended());
  on_.pass(seconds(1));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(on_.journal(journal_kind::disconnect), std::vector<std::string>{"autologout"});
}

TEST_F(quirk_files, multi_line_list_n_gives_a_body_to_list_and_uidl) {
  EXPECT_EQ(logged_in("multi_line_list_n").ask("LIST 1\r\nLIST 2\r\nUIDL 1\r\nUIDL 2\r\n"),
            "+OK\r\n1 28\r\n.\r\n+OK\r\n2 29\r\n.\r\n+OK\r\n1 one\r\n.\r\n+OK\r\n2 two\r\n.\r\n");
}

TEST_F(quirk_files, bare_status_sends_status_lines_without_words) {
  on_.what = described(scenario::load(std::string(POP3KIT_SCENARIOS) + "/quirks/bare_status.lua"));
  line_client& client = on_.connect_raw();
  EXPECT_EQ(client.take(), "+OK\r\n");
  EXPECT_EQ(client.ask("AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\nSTAT\r\nLIST\r\nDELE 1\r\nDELE 1\r\nQUIT\r\n"),
            "+OK\r\n+OK 2 57\r\n+OK\r\n1 28\r\n2 29\r\n.\r\n+OK\r\n-ERR\r\n+OK\r\n");
}

TEST_F(quirk_files, old_unix_ends_challenges_in_line_feeds_alone_too) {
  on_.what = described(scenario::parse(
      "return scenario { accounts = { alice = { password = 's3cret' } }, rules = { quirk 'old_unix' } }"));
  line_client& client = on_.connect_raw();
  EXPECT_THAT(client.take(), AllOf(EndsWith("\n"), Not(HasSubstr("\r"))));
  EXPECT_EQ(client.ask("AUTH PLAIN\r\n"), "+ \n");
  EXPECT_EQ(client.ask("*\r\n"), "-ERR authentication cancelled\n");
  EXPECT_EQ(client.ask("AUTH LOGIN\r\n"), "+ VXNlciBOYW1l\n");
  EXPECT_EQ(client.ask("YWxpY2U=\r\n"), "+ UGFzc3dvcmQ=\n");
}

}  // namespace
}  // namespace pop3kit::serving
