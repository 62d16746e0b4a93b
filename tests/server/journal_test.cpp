#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pop3kit/server.hpp>

#include "journal/journal_ring.hpp"
#include "rules/action_effects.hpp"
#include "stage.hpp"

namespace pop3kit::serving {
namespace {

class journal : public ::testing::Test {
 protected:
  std::string whole() {
    std::string out;
    for (const journal_entry& entry : on_.run().journal.entries()) out += to_json(entry) + "\n";
    return out;
  }

  stage on_;
};

TEST_F(journal, records_a_session_in_order) {
  line_client& client = on_.connect();
  client.log_in();
  on_.pass(std::chrono::milliseconds(1500));
  client.ask("RETR 1\r\nQUIT\r\n");
  EXPECT_EQ(
      whole(),
      "{\"at\":0.000000000,\"connection\":1,\"kind\":\"connect\",\"user\":\"\",\"text\":\"plain\",\"octets\":0}\n"
      "{\"at\":0.000000000,\"connection\":1,\"kind\":\"reply\",\"user\":\"\",\"text\":\"+OK pop3kit POP3 server "
      "ready\",\"octets\":0}\n"
      "{\"at\":0.000000000,\"connection\":1,\"kind\":\"command\",\"user\":\"\",\"text\":\"USER "
      "alice\",\"octets\":0,\"line_end\":\"crlf\"}\n"
      "{\"at\":0.000000000,\"connection\":1,\"kind\":\"reply\",\"user\":\"\",\"text\":\"+OK send PASS\",\"octets\":0}\n"
      "{\"at\":0.000000000,\"connection\":1,\"kind\":\"command\",\"user\":\"\",\"text\":\"PASS "
      "****\",\"octets\":0,\"line_end\":\"crlf\"}\n"
      "{\"at\":0.000000000,\"connection\":1,\"kind\":\"reply\",\"user\":\"alice\",\"text\":\"+OK alice's maildrop has "
      "2 messages (320 octets)\",\"octets\":0}\n"
      "{\"at\":1.500000000,\"connection\":1,\"kind\":\"command\",\"user\":\"alice\",\"text\":\"RETR "
      "1\",\"octets\":0,\"line_end\":\"crlf\"}\n"
      "{\"at\":1.500000000,\"connection\":1,\"kind\":\"reply\",\"user\":\"alice\",\"text\":\"+OK 120 octets\","
      "\"octets\":0}\n"
      "{\"at\":1.500000000,\"connection\":1,\"kind\":\"body\",\"user\":\"alice\",\"text\":\"\",\"octets\":123}\n"
      "{\"at\":1.500000000,\"connection\":1,\"kind\":\"command\",\"user\":\"alice\",\"text\":\"QUIT\",\"octets\":0,"
      "\"line_end\":\"crlf\"}\n"
      "{\"at\":1.500000000,\"connection\":1,\"kind\":\"reply\",\"user\":\"alice\",\"text\":\"+OK pop3kit POP3 server "
      "signing off (2 messages left)\",\"octets\":0}\n"
      "{\"at\":1.500000000,\"connection\":1,\"kind\":\"disconnect\",\"user\":\"alice\",\"text\":\"quit\",\"octets\":0}"
      "\n");
}

TEST_F(journal, holds_no_secret_however_it_was_sent) {
  on_.alice().lock = false;
  line_client& client = on_.connect();
  client.ask("USER alice\r\nPASS s3cret\r\nQUIT\r\n");
  on_.connect().ask("AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\n");
  on_.connect().ask("AUTH PLAIN\r\nAGFsaWNlAHMzY3JldA==\r\n");
  on_.connect().ask("pass s3cret\r\nPASSWORD s3cret\r\nAPOP alice s3cret\r\n");
  on_.connect().ask("PASS s3cret" + std::string(300, 's') + "\r\n");
  const std::string all = whole();
  EXPECT_EQ(all.find("s3cret"), std::string::npos) << all;
  EXPECT_EQ(all.find("AGFsaWNl"), std::string::npos) << all;
}

TEST_F(journal, masks_secrets_and_not_unknown_words) {
  on_.alice().lock = false;
  on_.connect().ask("RETR1\r\nRETRIEVE 12\r\nTOPP 1 0\r\nXTND XMIT\r\nLOGIN alice s3cret\r\n");
  on_.connect().ask("s3cret\r\nczNjcmV0\r\n");
  EXPECT_EQ(on_.journal(journal_kind::command),
            (std::vector<std::string>{"RETR1", "RETRIEVE 12", "TOPP 1 0", "XTND ****", "****", "****", "****"}));
}

TEST_F(journal, masks_secrets_of_accounts_that_are_words_of_a_command) {
  on_.alice().tokens = {"tok3n-abc"};
  line_client& client = on_.connect();
  client.ask(
      "USER s3cret\r\nNOOP czNjcmV0\r\nAPOP s3cret 0123\r\nAUTH tok3n-abc\r\nUIDLE s3cret\r\nNOOP\r\nczNjcmV0\r\n");
  client.log_in();
  client.ask("retr s3cret\r\nTOP 1  s3cret \r\nLAST s3cret\r\nUIDL s3crets my-s3cret\r\n");
  EXPECT_EQ(on_.journal(journal_kind::command),
            (std::vector<std::string>{"USER ****", "NOOP ****", "APOP **** ****", "AUTH ****", "****", "NOOP", "****",
                                      "USER alice", "PASS ****", "retr ****", "TOP 1  **** ", "LAST ****",
                                      "UIDL s3crets my-****"}));
}

TEST_F(journal, shows_the_name_of_an_account_that_is_a_password_too) {
  on_.alice().password = "alice";
  on_.connect().ask("USER alice\r\nPASS alice\r\nNOOP YWxpY2U=\r\n");
  EXPECT_EQ(on_.journal(journal_kind::command), (std::vector<std::string>{"USER alice", "PASS ****", "NOOP ****"}));
  EXPECT_THAT(on_.journal(journal_kind::reply),
              ::testing::Contains("+OK alice's maildrop has 2 messages (320 octets)"));
}

TEST_F(journal, masks_secrets_that_have_three_octets_and_no_shorter_ones) {
  on_.alice().password = "xyz";
  on_.alice().tokens = {"ab"};
  on_.connect().ask("NOOP xyz\r\nNOOP ab\r\n");
  EXPECT_EQ(on_.journal(journal_kind::command), (std::vector<std::string>{"NOOP ****", "NOOP ab"}));
}

TEST_F(journal, shows_no_secret_that_was_sent_as_a_command) {
  rule& any = on_.add_rule({});
  any.who.on.reset();
  any.what.reply = "-ERR no";
  count_expectation never;
  never.command = command_pattern("NOOP", "$word");
  never.bounds.at_most = 0;
  on_.what.expectations.emplace_back(never);
  line_client& client = on_.connect_raw();
  client.ask("NOOP s3cret\r\nPASSWORT s3cret\r\nmy-s3cret\r\n");
  ASSERT_EQ(on_.running().session_list().size(), 1U);
  EXPECT_EQ(on_.running().session_list().front().last_command, "****");
  EXPECT_THAT(on_.journal(journal_kind::rule), ::testing::Contains("test.lua:1: ****: reply -ERR no"));
  const auto verdict = on_.run().expectations.verdict();
  ASSERT_TRUE(verdict.has_error());
  EXPECT_THAT(verdict.error().detail(), ::testing::HasSubstr("NOOP ****"));
  for (const std::string& told : {whole(), verdict.error().detail()}) {
    EXPECT_EQ(told.find("s3cret"), std::string::npos) << told;
    EXPECT_EQ(told.find("S3CRET"), std::string::npos) << told;
  }
}

TEST_F(journal, masks_secrets_in_what_the_scenario_says) {
  on_.alice().tokens = {"ya29.t0ken"};
  on_.add_rule("NOOP", 1).what.reply = "+OK s3cret, ya29.t0ken; czNjcmV0 and S3CRET, s3crets, mys3cret: us3";
  on_.add_rule("STAT", 2).what.reply = "+OK " + std::string(505, '.') + " s3cret";
  on_.add_rule("RSET", 3).what.raw = {"+OK a\r\nPASS=s3cret\r\n"};
  line_client& client = on_.connect();
  client.log_in();
  client.ask("NOOP\r\nSTAT\r\nRSET\r\n");
  EXPECT_THAT(on_.journal(journal_kind::reply),
              ::testing::Contains("+OK ****, ****; **** and S3CRET, s3crets, mys3cret: us3"));
  EXPECT_THAT(on_.journal(journal_kind::reply), ::testing::Contains("PASS=****"));
  const std::string all = whole();
  EXPECT_EQ(all.find(" s3cret\""), std::string::npos) << all;
  EXPECT_EQ(all.find("=s3cret"), std::string::npos) << all;
  EXPECT_EQ(all.find("t0ken"), std::string::npos) << "a rule is told with its reply: " << all;
  EXPECT_EQ(all.find(". s3c"), std::string::npos) << "a secret is not cut in two: " << all;
}

TEST_F(journal, masks_what_may_answer_a_challenge_that_never_came) {
  on_.connect().ask("AUTH NTLM\r\nTEST\r\nRETR1\r\nNOOP\r\nRETR1\r\n");
  EXPECT_EQ(on_.journal(journal_kind::command),
            (std::vector<std::string>{"AUTH NTLM", "****", "****", "NOOP", "RETR1"}));
}

TEST(journal_kinds, have_the_names_of_the_json) {
  EXPECT_EQ(to_string(journal_kind::connect), "connect");
  EXPECT_EQ(to_string(journal_kind::hook_error), "hook_error");
  EXPECT_EQ(to_string(journal_kind::control), "control");
  EXPECT_EQ(to_string(journal_kind::start), "start");
}

TEST_F(journal, distinguishes_the_line_ends_of_commands) {
  line_client& client = on_.connect();
  client.ask("NOOP\r\nNOOP\nNOOP\r\r\nAUTH PLAIN\r\n*\n");
  std::vector<std::pair<std::string, line_ending>> told;
  for (const journal_entry& entry : on_.run().journal.entries()) {
    if (entry.kind == journal_kind::command) {
      told.emplace_back(entry.text, entry.ended_by);
    } else {
      EXPECT_EQ(entry.ended_by, line_ending::none) << entry.text;
    }
  }
  EXPECT_EQ(told, (std::vector<std::pair<std::string, line_ending>>{{"NOOP", line_ending::crlf},
                                                                    {"NOOP", line_ending::lf},
                                                                    {"NOOP\r", line_ending::crlf},
                                                                    {"AUTH PLAIN", line_ending::crlf},
                                                                    {"*", line_ending::lf}}));
  EXPECT_NE(whole().find("\"text\":\"NOOP\",\"octets\":0,\"line_end\":\"lf\"}"), std::string::npos);
}

TEST_F(journal, says_which_rule_fired) {
  rule& slow = on_.add_rule("STAT", 12);
  slow.what.delay = {std::chrono::milliseconds(20), std::chrono::milliseconds(20)};
  slow.what.faults = {"bare_lf"};
  line_client& client = on_.connect();
  client.log_in();
  client.send("STAT\r\n");
  on_.pass(std::chrono::seconds(1));
  EXPECT_EQ(on_.journal(journal_kind::rule),
            (std::vector<std::string>{"test.lua:12: STAT: delay 20 ms", "test.lua:12: STAT: fault bare_lf"}));
}

TEST_F(journal, records_place_and_manner_of_a_broken_response) {
  action what;
  what.cut = cut{0, net::close_kind::reset, response_place::status};
  EXPECT_EQ(to_text(what), "cut at status by reset");
  what.cut = cut{4096, net::close_kind::orderly, response_place::line_end};
  EXPECT_EQ(to_text(what), "cut at line_end after 4096 octets");
  what.cut = cut{7, net::close_kind::half, response_place::octet};
  EXPECT_EQ(to_text(what), "cut after 7 octets by half");
  what.cut.reset();
  what.stall = stall{0, response_place::end, std::chrono::milliseconds(500)};
  EXPECT_EQ(to_text(what), "stall at end");
  what.stall = stall{9, response_place::octet, net::duration::max()};
  EXPECT_EQ(to_text(what), "stall after 9 octets");
  what.stall.reset();
  what.remove = ordinal_range{2, UINT64_MAX};
  EXPECT_EQ(to_text(what), "remove 2..");
}

TEST_F(journal, says_what_actors_did) {
  const auto act_at = [this](int second) -> actor& {
    actor& added = on_.what.actors.emplace_back();
    added.at = std::chrono::seconds(second);
    added.account = "alice";
    added.where = source_line("test.lua", second);
    return added;
  };
  act_at(1).deliver = mailbox_of({message_of(50), message_of(60)});
  act_at(2).remove = ordinal_range{1, 2};
  act_at(3).remove = ordinal_range{9, 9};
  act_at(4).release = "the gate";
  on_.connect();
  on_.pass(std::chrono::seconds(5));
  EXPECT_EQ(
      on_.journal(journal_kind::control),
      (std::vector<std::string>{"test.lua:1: alice: delivered 2", "test.lua:2: alice: removed 1..2 (2 of them there)",
                                "test.lua:3: alice: removed 9 (0 of them there)", "test.lua:4: released the gate"}));
}

TEST_F(journal, keeps_a_million_entries_by_default) {
  EXPECT_EQ(service_options().journal_entries, 1'000'000U);
  EXPECT_EQ(server_options().journal_entries, 1'000'000U);
}

TEST_F(journal, says_how_connections_ended) {
  on_.connect().close();
  on_.connect().ask("QUIT\r\n");
  EXPECT_EQ(on_.journal(journal_kind::disconnect),
            (std::vector<std::string>{"the client closed the connection", "quit"}));
}

TEST_F(journal, distinguishes_a_cut_by_a_limit_from_a_client_that_left) {
  network_condition& limited = on_.what.network.emplace_back();
  limited.limit = 20;
  line_client& client = on_.connect_raw();
  EXPECT_EQ(client.take(), "+OK pop3kit POP3 ser");
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(on_.journal(journal_kind::disconnect), std::vector<std::string>{"cut by the limit of a network condition"});
}

TEST_F(journal, records_a_cut_by_a_limit_of_0_octets) {
  network_condition& limited = on_.what.network.emplace_back();
  limited.limit = 0;
  line_client& client = on_.connect_raw();
  EXPECT_EQ(client.take(), "");
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(on_.journal(journal_kind::disconnect), std::vector<std::string>{"cut by the limit of a network condition"});
}

TEST_F(journal, distinguishes_a_handshake_that_was_cut_from_one_that_failed) {
  on_.with_tls = true;
  tls_condition& cut_short = on_.what.tls.emplace_back();
  cut_short.plan.handshake.cut = net::handshake_cut{10, net::close_kind::orderly};
  line_client& client = on_.connect_raw(true);
  EXPECT_FALSE(client.secure(on_.ca_pem()));
  EXPECT_EQ(on_.journal(journal_kind::disconnect), std::vector<std::string>{"handshake cut by a TLS condition"});
}

TEST_F(journal, distinguishes_a_handshake_that_a_limit_cut_from_a_client_that_left) {
  on_.with_tls = true;
  on_.what.network.emplace_back().limit = 100;
  line_client& client = on_.connect_raw(true);
  EXPECT_FALSE(client.secure(on_.ca_pem()));
  EXPECT_EQ(on_.journal(journal_kind::disconnect), std::vector<std::string>{"cut by the limit of a network condition"});
}

TEST_F(journal, counts_what_was_sent_of_a_body_that_was_not_completed) {
  on_.alice().mailbox = mailbox_of({message_of(1'000'000)});
  on_.pipe_octets = 1000;
  line_client& client = on_.connect();
  client.log_in();
  client.pause();
  client.send("RETR 1\r\n");
  client.close();
  std::uint64_t octets = 0;
  for (const journal_entry& entry : on_.run().journal.entries()) {
    if (entry.kind == journal_kind::body) octets = entry.octets;
  }
  EXPECT_GT(octets, 0U);
  EXPECT_LT(octets, 200'000U);
}

TEST_F(journal, records_tls_handshakes) {
  on_.with_tls = true;
  line_client& client = on_.connect_raw(true);
  ASSERT_TRUE(client.secure(on_.ca_pem()));
  ASSERT_EQ(on_.journal(journal_kind::tls).size(), 1U);
  EXPECT_TRUE(on_.journal(journal_kind::tls).front().starts_with("TLSv1.3 "));
  EXPECT_EQ(on_.journal(journal_kind::connect), std::vector<std::string>{"tls"});
}

TEST_F(journal, the_same_seed_and_client_give_the_same_journal) {
  const auto run = [](stage& on) {
    on.add_rule("STAT").what.faults = {"garbage"};
    line_client& client = on.connect();
    client.log_in();
    client.ask("STAT\r\nQUIT\r\n");
    std::string out;
    for (const journal_entry& entry : on.run().journal.entries()) out += to_json(entry) + "\n";
    return out;
  };
  stage again;
  stage other;
  other.what.seed = 7;
  const std::string first = run(on_);
  EXPECT_EQ(run(again), first);
  EXPECT_NE(run(other), first);
}

TEST_F(journal, keeps_the_newest_entries_if_it_is_bounded) {
  on_.options.journal_entries = 4;
  line_client& client = on_.connect();
  client.ask("CAPA\r\nXYZZY\r\nUSER alice\r\n");
  const auto entries = on_.run().journal.entries();
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].text, "XYZZY");
  EXPECT_EQ(entries[3].text, "+OK send PASS");
}

TEST(journal_ring, is_read_on_from_a_cursor) {
  journal_ring ring(3);
  for (std::uint64_t number = 0; number < 5; ++number) {
    journal_entry entry;
    entry.octets = number;
    ring.add(std::move(entry));
  }
  const journal_page first = ring.since(0, 2);
  ASSERT_EQ(first.entries.size(), 2U);
  EXPECT_EQ(first.entries.front().octets, 2U);
  EXPECT_EQ(first.next, 4U);
  EXPECT_EQ(first.lost, 2U);
  const journal_page second = ring.since(first.next, 100);
  ASSERT_EQ(second.entries.size(), 1U);
  EXPECT_EQ(second.entries.front().octets, 4U);
  EXPECT_EQ(second.next, 5U);
  EXPECT_EQ(second.lost, 0U);
  EXPECT_TRUE(ring.since(5, 100).entries.empty());
  EXPECT_EQ(ring.since(99, 100).next, 5U);
}

TEST(journal_ring, of_no_entries_keeps_none) {
  journal_ring ring(0);
  ring.add(journal_entry());
  EXPECT_TRUE(ring.entries().empty());
}

TEST(journal_entry, becomes_json_for_every_text) {
  pop3kit::journal_entry entry;
  entry.kind = journal_kind::command;
  entry.text = std::string("q\"b\\c\x01\x7f \xc3\xa4 \xff\xe2\x82 \xed\xa0\x80 \xf0\x9f\x98\x80") + '\0';
  EXPECT_EQ(
      to_json(entry),
      "{\"at\":0.000000000,\"connection\":0,\"kind\":\"command\",\"user\":\"\",\"text\":\"q\\\"b\\\\c\\u0001\\u007f "
      "\xc3\xa4 \\ufffd\\ufffd \\ufffd\\ufffd\\ufffd \xf0\x9f\x98\x80\\u0000\",\"octets\":0}");
}

}  // namespace
}  // namespace pop3kit::serving
