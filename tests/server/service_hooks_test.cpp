#include <gmock/gmock.h>

#include "language/scenario_reference.hpp"
#include "scenario_text.hpp"
#include "stage_fixture.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::StartsWith;

/// Hooks of scripts that run in a service in memory.
class service_hooks : public stage_fixture {
 protected:
  void load(const std::string& hooks) {
    on_.what.hooks = described(scenario::parse("return scenario { hooks = { " + hooks + " } }", "h.lua")).hooks;
  }
};

TEST_F(service_hooks, may_answer_every_command) {
  load(
      "GREETING = function(s) s:raw '* hello\\r\\n' s:answer() end, QUIT = function(s) s:answer() end, AUTH = "
      "function(s) "
      "s:answer() end, RETR = function(s) s:answer() s:send 'behind' end");
  line_client& client = on_.connect_raw();
  EXPECT_EQ(client.take(), "* hello\r\n+OK pop3kit POP3 server ready\r\n");
  EXPECT_THAT(client.ask("AUTH PLAIN\r\nAGFsaWNlAHMzY3JldA==\r\n"), HasSubstr("+OK alice's maildrop"));
  EXPECT_EQ(client.ask("RETR 1\r\n"), "+OK 120 octets\r\n" + message_of(120) + ".\r\nbehind\r\n");
  EXPECT_THAT(client.ask("DELE 1\r\nQUIT\r\n"), HasSubstr("(1 message left)"));
  EXPECT_TRUE(client.ended());
}

TEST_F(service_hooks, may_answer_only_once) {
  load("STAT = function(s) s:answer() s:answer() return ok() end");
  EXPECT_EQ(logged_in().ask("STAT\r\nNOOP\r\n"), "+OK 2 320\r\n+OK\r\n");
  EXPECT_THAT(on_.run().expectations.verdict().error().detail(), HasSubstr("the command was answered already"));
}

TEST_F(service_hooks, a_chunk_is_not_replaced_by_a_hook_that_has_sent_something) {
  load("chunk = function(s, piece) s:send 'more' return 'other' end");
  EXPECT_EQ(logged_in().ask("LIST\r\n"), "+OK 2 messages (320 octets)\r\n1 120\r\n2 200\r\n.\r\nmore\r\n");
  EXPECT_THAT(on_.run().expectations.verdict().error().detail(),
              HasSubstr("it has already sent octets that come after the piece"));
}

TEST_F(service_hooks, the_page_says_what_fails_the_verdict) {
  EXPECT_THAT(hook_reference(), HasSubstr("but not return a reply: that makes the verdict a failure"));
  EXPECT_THAT(hook_reference(), HasSubstr("A `chunk` hook that has sent something must not\nreturn octets"));
}

TEST_F(service_hooks, a_gate_that_a_hook_opened_stands_in_the_journal) {
  load("NOOP = function() release 'go' end");
  logged_in().ask("NOOP\r\n");
  EXPECT_EQ(on_.journal(journal_kind::control), std::vector<std::string>{"released go"});
}

TEST_F(service_hooks, draw_while_loading_what_the_scenario_drew) {
  const auto made = scenario::parse(
      "local n = math.random(1 << 40)\nreturn scenario { seed = 42, title = tostring(n),\n"
      "hooks = { STAT = function() return ok(tostring(n)) end } }",
      "h.lua");
  on_.what.hooks = described(made).hooks;
  on_.options.seed = 7;
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK " + described(made).title + "\r\n");
}

/// What a client receives of a maildrop and of a hook, if the server is started with this seed.
std::pair<std::string, std::string> heard_with_seed(const result<scenario>& made, std::uint64_t seed) {
  stage on;
  on.what = described(made);
  on.options.seed = seed;
  line_client& client = on.connect();
  client.log_in();
  std::string mail = client.ask("LIST\r\nUIDL\r\nRETR 1\r\nRETR 2\r\n");
  return {std::move(mail), client.ask("NOOP\r\n")};
}

TEST_F(service_hooks, a_seed_of_the_start_changes_draws_of_hooks_and_nothing_that_was_read) {
  const auto made = scenario::parse(R"(
    return scenario { seed = 42,
      accounts = { alice = { password = "s3cret", mailbox = {
        message { text = "x" }, generate { count = "5..50", size = "1 KiB..9 KiB", shape = { "plain", "html" } } } } },
      hooks = { NOOP = function() return ok(tostring(math.random(1 << 40))) end } })");
  const auto [mail, drawn] = heard_with_seed(made, 1);
  EXPECT_THAT(drawn, StartsWith("+OK "));
  const auto [other_mail, other_drawn] = heard_with_seed(made, 2);
  EXPECT_EQ(other_mail, mail);
  EXPECT_NE(other_drawn, drawn);
  EXPECT_EQ(heard_with_seed(made, 1).second, drawn);
}

TEST_F(service_hooks, a_failure_after_the_answer_sends_nothing_more) {
  load("STAT = function(s) s:answer() error 'too late' end");
  EXPECT_EQ(logged_in().ask("STAT\r\nNOOP\r\n"), "+OK 2 320\r\n+OK\r\n");
  EXPECT_THAT(on_.run().expectations.verdict().error().detail(), HasSubstr("too late"));
}

TEST_F(service_hooks, may_close_after_the_answer) {
  load("STAT = function(s) s:answer() return s:close() end");
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("STAT\r\nNOOP\r\n"), "+OK 2 320\r\n");
  EXPECT_TRUE(client.ended());
}

TEST_F(service_hooks, an_event_has_no_reply) {
  load("login = function() return ok 'welcome' end");
  line_client& client = on_.connect();
  EXPECT_THAT(client.ask("USER alice\r\nPASS s3cret\r\n"), HasSubstr("+OK alice's maildrop"));
  EXPECT_THAT(on_.run().expectations.verdict().error().detail(), HasSubstr("the hook for login returned a reply"));
}

TEST_F(service_hooks, the_connect_hook_comes_before_tls) {
  on_.with_tls = true;
  load("connect = function(s) s:raw 'early' end");
  EXPECT_EQ(on_.connect_raw(true).take(), "early");
}

TEST_F(service_hooks, a_connect_hook_that_closes_leaves_the_client_without_a_greeting) {
  load("connect = function(s) return s:close() end");
  line_client& client = on_.connect_raw();
  EXPECT_EQ(client.take(), "");
  EXPECT_TRUE(client.ended());
}

TEST_F(service_hooks, the_disconnect_hook_finds_the_connection_open_and_the_maildrop_free) {
  load("disconnect = function() hold 'go' end");
  line_client& leaving = logged_in();
  EXPECT_THAT(leaving.ask("QUIT\r\n"), StartsWith("+OK"));
  EXPECT_FALSE(leaving.ended());
  logged_in();
  EXPECT_TRUE(on_.run().release(peer(), "go"));
  on_.settle();
  EXPECT_TRUE(leaving.ended());
}

TEST_F(service_hooks, the_disconnect_hook_is_not_called_when_the_server_stops) {
  load("disconnect = function() error 'called' end");
  logged_in();
  on_.running().stop();
  on_.settle();
  EXPECT_EQ(on_.running().sessions(), 0U);
  EXPECT_TRUE(on_.run().expectations.verdict().has_value());
}

TEST_F(service_hooks, what_the_login_hook_says_and_reads_comes_before_the_reply_to_the_login) {
  load("login = function(s) s:send('* ' .. s.user) s:raw('* ' .. s:read() .. '\\r\\n') end");
  const std::string reply = "+OK alice's maildrop has 2 messages (320 octets)\r\n";
  for (const std::string login : {"USER alice\r\nPASS s3cret\r\n", "AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\n"}) {
    line_client& client = on_.connect();
    EXPECT_THAT(client.ask(login), EndsWith("* alice\r\n")) << login;
    EXPECT_EQ(client.ask("a line\r\nSTAT\r\n"), "* a line\r\n" + reply + "+OK 2 320\r\n") << login;
    EXPECT_THAT(client.ask("QUIT\r\n"), StartsWith("+OK"));
  }
  EXPECT_THAT(on_.journal(journal_kind::reply),
              IsSupersetOf({"* alice", "* a line", "+OK alice's maildrop has 2 messages (320 octets)"}));
}

TEST_F(service_hooks, a_login_hook_that_sends_keeps_the_faults_of_the_reply) {
  on_.add_rule("PASS").what.faults = {"bare_lf"};
  load("login = function(s) s:send '* hello' end");
  EXPECT_EQ(on_.connect().ask("USER alice\r\nPASS s3cret\r\nNOOP\r\n"),
            "+OK send PASS\r\n* hello\r\n+OK alice's maildrop has 2 messages (320 octets)\n+OK\r\n");
}

TEST_F(service_hooks, a_login_hook_that_closes_leaves_the_login_without_a_reply) {
  load("login = function(s) s:send '* so long' return s:close() end");
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("USER alice\r\nPASS s3cret\r\n"), "+OK send PASS\r\n* so long\r\n");
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(on_.journal(journal_kind::reply).back(), "* so long");
}

TEST_F(service_hooks, an_event_that_closes_drops_what_was_not_sent_yet) {
  on_.alice().lock = false;
  load(
      "chunk = function(s) return s:close(s.connection == 2 and 'reset' or nil) end,\n"
      "login = function(s) if s.connection == 3 then sleep '1s' return s:close() end end");
  line_client& first = logged_in();
  EXPECT_EQ(first.ask("LIST\r\n"), "") << "the status line is part of the first piece";
  EXPECT_EQ(first.end(), errc::connection_closed);
  line_client& second = logged_in();
  second.send("LIST\r\n");
  on_.pass(std::chrono::seconds(1));
  EXPECT_EQ(second.take(), "");
  EXPECT_TRUE(second.ended());
  EXPECT_NE(second.end(), errc::connection_closed) << "a reset";
  line_client& third = on_.connect();
  EXPECT_EQ(third.ask("USER alice\r\nPASS s3cret\r\n"), "+OK send PASS\r\n");
  on_.pass(std::chrono::seconds(1));
  EXPECT_EQ(third.take(), "") << "no reply to the login";
  EXPECT_TRUE(third.ended());
  EXPECT_TRUE(on_.run().expectations.verdict().has_value());
}

TEST_F(service_hooks, a_chunk_is_64_kib_of_a_message_and_its_stuffing) {
  std::string dots;
  for (int line = 0; line < 60'000; ++line) dots += ".\r\n";
  on_.alice().mailbox = mailbox_of({dots, message_of(100'000)});
  load(
      "chunk = function(s, p) s.state.sizes = (s.state.sizes or '') .. ' ' .. #p.argument end, NOOP = function(s) "
      "return ok(s.state.sizes) end");
  line_client& client = logged_in();
  client.ask("RETR 1\r\nRETR 2\r\n");
  // A line of three octets becomes one of four; the status line comes before it and the terminator after it.
  EXPECT_EQ(client.ask("NOOP\r\n"), "+OK  87401 87381 65240 65555 34467\r\n");
}

TEST_F(service_hooks, an_event_that_raises_disturbs_no_session) {
  load(
      "connect = function() error 'oh' end, chunk = function() error 'no' end, disconnect = function() error 'bye' "
      "end");
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("LIST\r\n"), "+OK 2 messages (320 octets)\r\n1 120\r\n2 200\r\n.\r\n");
  client.ask("QUIT\r\n");
  client.close();
  EXPECT_EQ(on_.journal(journal_kind::hook_error).size(), 3U);
}

TEST_F(service_hooks, events_are_not_commands) {
  load("login = function() end, connect = function() end");
  EXPECT_EQ(logged_in().ask("LOGIN x\r\nconnect\r\n"), "-ERR unknown command\r\n-ERR unknown command\r\n");
}

TEST_F(service_hooks, read_ends_with_the_client) {
  load(
      "NOOP = function(s) s.state.heard = s:read() end, disconnect = function(s) if s.state.heard ~= nil then error "
      "'what?' end end");
  line_client& client = logged_in();
  client.send("NOOP\r\n");
  client.close();
  EXPECT_EQ(on_.running().sessions(), 0U);
  EXPECT_TRUE(on_.run().expectations.verdict().has_value());
}

TEST_F(service_hooks, gates_are_those_of_rules) {
  on_.add_rule("STAT").what.hold = "go";
  load("NOOP = function() release 'go' end");
  on_.alice().lock = false;
  line_client& waiting = logged_in();
  EXPECT_EQ(waiting.ask("STAT\r\n"), "");
  logged_in().ask("NOOP\r\n");
  EXPECT_EQ(waiting.take(), "+OK 2 320\r\n");
}

TEST_F(service_hooks, stop_wakes_sessions_that_wait_at_a_gate) {
  load("NOOP = function() hold 'never' end");
  line_client& waiting = logged_in();
  waiting.send("NOOP\r\n");
  on_.running().stop();
  on_.settle();
  EXPECT_EQ(on_.running().sessions(), 0U);
}

}  // namespace
}  // namespace pop3kit::serving
