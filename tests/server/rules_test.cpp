#include <gtest/gtest.h>

#include "stage_fixture.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

using rules = stage_fixture;

TEST_F(rules, a_reply_stands_in_place_of_the_command) {
  on_.add_rule("DELE").what.reply = "-ERR [SYS/TEMP] not now";
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("DELE 1\r\nSTAT\r\n"), "-ERR [SYS/TEMP] not now\r\n+OK 2 320\r\n");
}

TEST_F(rules, a_positive_reply_to_pass_is_no_login) {
  on_.add_rule("PASS").what.reply = "+OK welcome";
  EXPECT_EQ(on_.connect().ask("USER alice\r\nPASS s3cret\r\nSTAT\r\n"),
            "+OK send PASS\r\n+OK welcome\r\n-ERR STAT needs a login first\r\n");
}

TEST_F(rules, a_reply_to_quit_ends_the_connection_and_removes_nothing) {
  rule& refusing = on_.add_rule("QUIT");
  refusing.what.reply = "-ERR disk full";
  refusing.who.times = 1;
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("DELE 1\r\nQUIT\r\n"), "+OK message 1 deleted\r\n-ERR disk full\r\n");
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(rules, a_reply_to_a_multi_line_command_has_no_body) {
  on_.add_rule("LIST").what.reply = "+OK empty";
  EXPECT_EQ(logged_in().ask("LIST\r\nNOOP\r\n"), "+OK empty\r\n+OK\r\n");
}

TEST_F(rules, raw_octets_stand_in_place_of_the_command) {
  on_.add_rule("LIST").what.raw = {std::string("+OK\n1 12\0\r\n.", 12)};
  EXPECT_EQ(logged_in().ask("LIST\r\nNOOP\r\n"), std::string("+OK\n1 12\0\r\n.+OK\r\n", 17));
  EXPECT_EQ(on_.journal(journal_kind::rule), std::vector<std::string>{"test.lua:1: LIST: raw 12 octets"});
}

TEST_F(rules, raw_octets_may_be_none) {
  on_.add_rule("STAT").what.raw = {""};
  EXPECT_EQ(logged_in().ask("STAT\r\nNOOP\r\n"), "+OK\r\n");
}

TEST_F(rules, further_raw_octets_answer_further_lines) {
  rule& scripted = on_.add_rule("AUTH");
  scripted.what.raw = {"+ one\r\n", "+ two\r\n", "+OK\r\n"};
  scripted.what.close = net::close_kind::orderly;
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH X\r\n"), "+ one\r\n");
  EXPECT_EQ(client.ask("QUIT\r\n"), "+ two\r\n");
  EXPECT_FALSE(client.ended());
  EXPECT_EQ(client.ask("\r\n"), "+OK\r\n");
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(on_.journal(journal_kind::command), (std::vector<std::string>{"AUTH X", "****", "****"}));
}

TEST_F(rules, the_greeting_can_be_raw) {
  on_.add_rule("GREETING").what.raw = {"220 mail ESMTP\r\n"};
  EXPECT_EQ(on_.connect_raw().take(), "220 mail ESMTP\r\n");
}

TEST_F(rules, pipelined_is_a_command_that_another_has_followed) {
  on_.add_rule("NOOP").what.reply = "+OK in a hurry";
  on_.what.rules.back().who.pipelined = true;
  on_.add_rule("NOOP").what.reply = "+OK with patience";
  on_.what.rules.back().who.pipelined = false;
  EXPECT_EQ(logged_in().ask("NOOP\r\nNOOP\r\n"), "+OK in a hurry\r\n+OK with patience\r\n");
}

TEST_F(rules, the_greeting_can_be_replaced) {
  on_.add_rule("GREETING").what.reply = "-ERR [SYS/PERM] go away";
  EXPECT_EQ(on_.connect_raw().take(), "-ERR [SYS/PERM] go away\r\n");
}

TEST_F(rules, a_rule_for_any_command_leaves_the_greeting_alone) {
  rule any;
  any.what.reply = "-ERR no";
  on_.what.rules.push_back(any);
  EXPECT_EQ(on_.connect().ask("CAPA\r\nXYZZY\r\n"), "-ERR no\r\n-ERR no\r\n");
}

TEST_F(rules, unknown_verbs_can_be_ruled) {
  on_.add_rule("XTND").what.reply = "+OK extended";
  EXPECT_EQ(on_.connect().ask("xtnd XMIT\r\n"), "+OK extended\r\n");
}

TEST_F(rules, the_first_that_matches_wins) {
  on_.add_rule("NOOP").what.reply = "+OK first";
  on_.add_rule("NOOP").what.reply = "+OK second";
  EXPECT_EQ(logged_in().ask("NOOP\r\n"), "+OK first\r\n");
}

TEST_F(rules, an_argument_must_be_the_whole_argument) {
  rule& only_two = on_.add_rule("RETR");
  only_two.who.argument = "2";
  only_two.what.reply = "-ERR no";
  EXPECT_EQ(logged_in().ask("RETR 2\r\nRETR 22\r\n"),
            "-ERR no\r\n-ERR no such message, only 2 messages in maildrop\r\n");
}

TEST_F(rules, connection_counts_from_one_over_all_connections) {
  rule& second = on_.add_rule("CAPA");
  second.who.connection = ordinal_range{2, 2};
  second.what.reply = "-ERR second";
  line_client& one = on_.connect();
  line_client& two = on_.connect();
  line_client& three = on_.connect();
  EXPECT_TRUE(one.ask("CAPA\r\n").starts_with("+OK"));
  EXPECT_EQ(two.ask("CAPA\r\n"), "-ERR second\r\n");
  EXPECT_TRUE(three.ask("CAPA\r\n").starts_with("+OK"));
}

TEST_F(rules, nth_counts_the_verb_on_one_connection) {
  on_.alice().lock = false;
  rule& third = on_.add_rule("NOOP");
  third.who.nth = ordinal_range{3, 3};
  third.what.reply = "-ERR third";
  EXPECT_EQ(logged_in().ask("NOOP\r\nSTAT\r\nNOOP\r\nNOOP\r\nNOOP\r\n"),
            "+OK\r\n+OK 2 320\r\n+OK\r\n-ERR third\r\n+OK\r\n");
  EXPECT_EQ(logged_in().ask("NOOP\r\nNOOP\r\nNOOP\r\n"), "+OK\r\n+OK\r\n-ERR third\r\n");
}

TEST_F(rules, nth_counts_whichever_rule_won) {
  rule& first = on_.add_rule("NOOP");
  first.who.times = 1;
  first.what.reply = "-ERR once";
  rule& second = on_.add_rule("NOOP");
  second.who.nth = ordinal_range{2, 2};
  second.what.reply = "-ERR second";
  EXPECT_EQ(logged_in().ask("NOOP\r\nNOOP\r\nNOOP\r\n"), "-ERR once\r\n-ERR second\r\n+OK\r\n");
}

TEST_F(rules, nth_counts_what_all_other_keys_match) {
  rule& second = on_.add_rule("RETR");
  second.who.message = ordinal_range{2, 2};
  second.who.nth = ordinal_range{2, 2};
  second.what.reply = "-ERR the second of message 2";
  EXPECT_EQ(logged_in().ask("RETR 1\r\nRETR 2\r\nRETR 2\r\n").substr(0, 16), "+OK 120 octets\r\n");
  EXPECT_EQ(on_.journal(journal_kind::rule).size(), 1U) << "RETR 2 came twice";
}

TEST_F(rules, nth_counts_from_the_mark_on) {
  rule& marking = on_.add_rule("STAT");
  marking.what.mark = "ready";
  rule& first = on_.add_rule("NOOP");
  first.who.when = "ready";
  first.who.nth = ordinal_range{1, 1};
  first.what.reply = "-ERR first";
  EXPECT_EQ(logged_in().ask("NOOP\r\nNOOP\r\nSTAT\r\nNOOP\r\nNOOP\r\n"),
            "+OK\r\n+OK\r\n+OK 2 320\r\n-ERR first\r\n+OK\r\n");
}

TEST_F(rules, nth_counts_an_occasion_whose_mark_was_just_made) {
  rule& marking = on_.add_rule("NOOP");
  marking.what.mark = "seen";
  rule& first = on_.add_rule("NOOP");
  first.who.when = "seen";
  first.who.nth = ordinal_range{1, 1};
  first.what.reply = "-ERR first";
  EXPECT_EQ(logged_in().ask("NOOP\r\nNOOP\r\n"), "-ERR first\r\n+OK\r\n");
}

TEST_F(rules, the_user_is_known_from_the_command_that_names_one) {
  rule& refusing = on_.add_rule("USER|APOP");
  refusing.who.user = "alice";
  refusing.what.reply = "-ERR not alice";
  EXPECT_EQ(on_.connect().ask("USER bob\r\nUSER alice\r\nAPOP alice x\r\n"),
            "+OK send PASS\r\n-ERR not alice\r\n-ERR not alice\r\n");
}

TEST_F(rules, mail_before_a_user_is_known_is_for_the_only_account) {
  rule& delivering = on_.add_rule("GREETING");
  delivering.what.deliver = mailbox_of({message_of(50)});
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 3 370\r\n");
}

TEST_F(rules, mail_before_a_user_is_known_is_not_delivered_if_there_are_several_accounts) {
  on_.what.accounts["bob"] = on_.alice();
  on_.what.accounts["bob"].name = "bob";
  rule& delivering = on_.add_rule("CAPA");
  delivering.what.deliver = mailbox_of({message_of(50)});
  on_.connect().ask("CAPA\r\n");
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(rules, times_counts_over_all_connections) {
  rule& twice = on_.add_rule("CAPA");
  twice.who.times = 2;
  twice.what.reply = "-ERR no";
  EXPECT_EQ(on_.connect().ask("CAPA\r\n"), "-ERR no\r\n");
  EXPECT_EQ(on_.connect().ask("CAPA\r\n"), "-ERR no\r\n");
  EXPECT_TRUE(on_.connect().ask("CAPA\r\n").starts_with("+OK"));
}

TEST_F(rules, the_first_two_logins_fail_and_the_third_succeeds) {
  rule& failing = on_.add_rule("PASS");
  failing.who.times = 2;
  failing.what.reply = "-ERR [SYS/TEMP] try later";
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("USER alice\r\nPASS s3cret\r\nPASS s3cret\r\nPASS s3cret\r\n"),
            "+OK send PASS\r\n-ERR [SYS/TEMP] try later\r\n-ERR [SYS/TEMP] try later\r\n"
            "+OK alice's maildrop has 2 messages (320 octets)\r\n");
}

TEST_F(rules, a_user_is_known_once_named_and_once_logged_in) {
  account& bob = on_.what.accounts["bob"];
  bob.name = "bob";
  bob.password = "s3cret";
  rule& pass = on_.add_rule("PASS");
  pass.who.user = "bob";
  pass.who.times = 1;
  pass.what.reply = "-ERR not bob";
  rule& stat = on_.add_rule("STAT");
  stat.who.user = "bob";
  stat.what.reply = "-ERR not bob either";
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 2 320\r\n");
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("USER bob\r\nPASS s3cret\r\n"), "+OK send PASS\r\n-ERR not bob\r\n");
  client.log_in("bob");
  EXPECT_EQ(client.ask("STAT\r\n"), "-ERR not bob either\r\n");
}

TEST_F(rules, users_without_account_share_one_memory) {
  rule& first = on_.add_rule("PASS");
  first.who.times = 1;
  first.who.per = counting_scope::account;
  first.what.reply = "-ERR first of all";
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("USER mallory\r\nPASS x\r\n"), "+OK send PASS\r\n-ERR first of all\r\n");
  EXPECT_EQ(client.ask("USER trudy\r\nPASS x\r\n"), "+OK send PASS\r\n-ERR [AUTH] wrong user name or password\r\n");
  EXPECT_EQ(client.ask("USER alice\r\nPASS s3cret\r\n"), "+OK send PASS\r\n-ERR first of all\r\n");
}

TEST_F(rules, a_delay_holds_its_session_only) {
  on_.alice().lock = false;
  rule& slow = on_.add_rule("STAT");
  slow.what.delay = {seconds(5), seconds(5)};
  slow.who.connection = ordinal_range{1, 1};
  line_client& first = logged_in();
  line_client& second = logged_in();
  EXPECT_EQ(first.ask("STAT\r\n"), "");
  EXPECT_EQ(second.ask("STAT\r\n"), "+OK 2 320\r\n");
  on_.pass(seconds(5) - milliseconds(1));
  EXPECT_EQ(first.take(), "");
  on_.pass(milliseconds(1));
  EXPECT_EQ(first.take(), "+OK 2 320\r\n");
}

TEST_F(rules, replies_before_a_delayed_one_go_out_at_once) {
  on_.add_rule("STAT").what.delay = {seconds(5), seconds(5)};
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("NOOP\r\nSTAT\r\nNOOP\r\n"), "+OK\r\n");
  on_.pass(seconds(5));
  EXPECT_EQ(client.take(), "+OK 2 320\r\n+OK\r\n");
}

TEST_F(rules, a_delay_longer_than_the_autologout_is_not_the_client_s_idleness) {
  on_.add_rule("STAT").what.delay = {std::chrono::hours(1), std::chrono::hours(1)};
  line_client& client = logged_in();
  client.send("STAT\r\n");
  on_.pass(std::chrono::hours(1));
  EXPECT_EQ(client.take(), "+OK 2 320\r\n");
}

TEST_F(rules, the_greeting_can_be_delayed) {
  on_.add_rule("GREETING").what.delay = {seconds(20), seconds(20)};
  line_client& client = on_.connect_raw();
  EXPECT_EQ(client.take(), "");
  on_.pass(seconds(20));
  EXPECT_EQ(client.take(), "+OK pop3kit POP3 server ready\r\n");
}

TEST_F(rules, close_alone_stands_in_place_of_the_response) {
  on_.add_rule("STAT").what.close = net::close_kind::orderly;
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("NOOP\r\nSTAT\r\nNOOP\r\n"), "+OK\r\n");
  EXPECT_EQ(client.end(), errc::connection_closed);
}

TEST_F(rules, close_alone_does_not_carry_the_command_out) {
  rule& closing = on_.add_rule("QUIT");
  closing.what.close = net::close_kind::orderly;
  closing.who.times = 1;
  EXPECT_EQ(logged_in().ask("DELE 1\r\nQUIT\r\n"), "+OK message 1 deleted\r\n");
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(rules, close_with_a_reply_comes_after_it) {
  rule& both = on_.add_rule("STAT");
  both.what.reply = "-ERR out of service";
  both.what.close = net::close_kind::orderly;
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("STAT\r\n"), "-ERR out of service\r\n");
  EXPECT_EQ(client.end(), errc::connection_closed);
}

TEST_F(rules, a_reset_is_seen_as_one_and_overtakes_no_reply) {
  rule& both = on_.add_rule("STAT");
  both.what.reply = "-ERR out of service";
  both.what.close = net::close_kind::reset;
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("STAT\r\n"), "-ERR out of service\r\n");
  on_.pass(seconds(1));
  EXPECT_EQ(client.end(),
            boost::system::error_code(boost::system::errc::connection_reset, boost::system::system_category()));
}

TEST_F(rules, half_a_close_ends_one_direction_and_goes_on_listening) {
  rule& half = on_.add_rule("STAT");
  half.what.close = net::close_kind::half;
  line_client& client = logged_in();
  client.ask("STAT\r\n");
  EXPECT_EQ(client.end(), errc::connection_closed);
  on_.pass(std::chrono::minutes(1));
  EXPECT_EQ(on_.running().sessions(), 1U);
  client.close();
  EXPECT_EQ(on_.running().sessions(), 0U);
}

TEST_F(rules, the_greeting_can_be_a_close) {
  on_.add_rule("GREETING").what.close = net::close_kind::orderly;
  line_client& client = on_.connect_raw();
  EXPECT_EQ(client.take(), "");
  EXPECT_TRUE(client.ended());
}

TEST_F(rules, a_reply_to_stls_starts_no_tls) {
  on_.with_tls = true;
  on_.add_rule("STLS").what.reply = "+OK go ahead";
  EXPECT_EQ(on_.connect().ask("STLS\r\nUSER alice\r\n"), "+OK go ahead\r\n+OK send PASS\r\n");
}

TEST_F(rules, stop_wakes_a_session_that_sleeps) {
  on_.add_rule("STAT").what.delay = {std::chrono::hours(100), std::chrono::hours(100)};
  line_client& client = logged_in();
  client.send("STAT\r\n");
  EXPECT_EQ(on_.running().sessions(), 1U);
  on_.running().stop();
  on_.settle();
  EXPECT_EQ(on_.running().sessions(), 0U);
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(client.take(), "");
  EXPECT_EQ(on_.journal(journal_kind::disconnect), std::vector<std::string>{"stopped"});
}

TEST_F(rules, nothing_is_left_armed_once_all_sessions_ended) {
  on_.add_rule("STAT").what.delay = {seconds(1), seconds(1)};
  line_client& client = logged_in();
  client.send("STAT\r\nQUIT\r\n");
  on_.pass(seconds(1));
  client.close();
  EXPECT_EQ(on_.running().sessions(), 0U);
  EXPECT_EQ(on_.time.armed_timers(), 0U);
}

TEST_F(rules, a_network_condition_delays_what_the_server_sends) {
  network_condition& slow = on_.what.network.emplace_back();
  slow.who.connection = ordinal_range{2, UINT64_MAX};
  slow.plan.outgoing.latency = milliseconds(300);
  EXPECT_EQ(on_.connect_raw().take(), "+OK pop3kit POP3 server ready\r\n");
  line_client& second = on_.connect_raw();
  EXPECT_EQ(second.take(), "");
  on_.pass(milliseconds(299));
  EXPECT_EQ(second.take(), "");
  on_.pass(milliseconds(2));
  EXPECT_EQ(second.take(), "+OK pop3kit POP3 server ready\r\n");
}

TEST_F(rules, a_reset_comes_after_what_is_still_on_a_slow_link) {
  on_.what.network.emplace_back().plan.outgoing.latency = seconds(2);
  rule& torn = on_.add_rule("RETR");
  torn.what.cut = cut{30, net::close_kind::reset};
  line_client& client = on_.connect_raw();
  client.send("USER alice\r\nPASS s3cret\r\nRETR 1\r\n");
  on_.pass(seconds(5));
  EXPECT_TRUE(client.take().ends_with("+OK 120 octets\r\n" + message_of(120).substr(0, 30)));
  EXPECT_TRUE(client.ended());
  EXPECT_NE(client.end(), errc::connection_closed);
}

TEST_F(rules, a_client_that_does_not_read_cannot_hold_a_leaving_session) {
  on_.with_tls = true;
  on_.add_rule("NOOP").what.close = net::close_kind::orderly;
  line_client& client = on_.connect_raw(true);
  ASSERT_TRUE(client.secure(on_.ca_pem()));
  client.pause();
  client.send("NOOP\r\n");
  on_.pass(seconds(3));
  EXPECT_EQ(on_.running().sessions(), 0U);
}

TEST_F(rules, implicit_tls_without_a_certificate_ends_the_connection) {
  line_client& client = on_.connect_raw(true);
  EXPECT_EQ(client.take(), "");
  EXPECT_TRUE(client.ended());
}

}  // namespace
}  // namespace pop3kit::serving
