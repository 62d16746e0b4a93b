#include "response/fault_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "stage.hpp"

namespace pop3kit::serving {
namespace {

class faults : public ::testing::Test {
 protected:
  /// The replies to `command` and to a NOOP after it, in a session that is logged in.
  std::string heard(std::string_view command) {
    line_client& client = on_.connect();
    client.log_in();
    return client.ask(std::string(command) + "\r\nNOOP\r\n");
  }

  void rule_for(std::string verb, std::string fault) { on_.add_rule(std::move(verb)).what.faults = {std::move(fault)}; }

  stage on_;
};

TEST(fault_table, every_name_is_found_and_deviates_in_something) {
  for (const std::string_view name : fault_names()) {
    const fault_info* const fault = find_fault(name);
    ASSERT_NE(fault, nullptr) << name;
    EXPECT_EQ(fault->name, name);
    EXPECT_TRUE(fault->meaning.ends_with('.')) << name;
  }
  EXPECT_EQ(find_fault("missing_terminater"), nullptr);
}

TEST_F(faults, discarded_input) {
  rule_for("LIST", "discarded_input");
  EXPECT_EQ(heard("LIST 1"), "+OK 1 120\r\n");
}

TEST_F(faults, read_marks_deleted) {
  rule_for("RETR", "read_marks_deleted");
  EXPECT_EQ(heard("RETR 1\r\nSTAT"), "+OK 120 octets\r\n" + message_of(120) + ".\r\n+OK 1 200\r\n+OK\r\n");
}

TEST_F(faults, missing_terminator_of_a_listing) {
  rule_for("LIST", "missing_terminator");
  EXPECT_EQ(heard("LIST"), "+OK 2 messages (320 octets)\r\n1 120\r\n2 200\r\n+OK\r\n");
}

TEST_F(faults, missing_terminator_of_a_message) {
  rule_for("RETR", "missing_terminator");
  EXPECT_EQ(heard("RETR 1"), "+OK 120 octets\r\n" + message_of(120) + "+OK\r\n");
}

TEST_F(faults, missing_terminator_of_a_single_line_is_nothing) {
  rule_for("STAT", "missing_terminator");
  EXPECT_EQ(heard("STAT"), "+OK 2 320\r\n+OK\r\n");
}

TEST_F(faults, early_terminator_of_a_message) {
  on_.alice().mailbox = mailbox_of({"A: b\r\n\r\none\r\ntwo\r\nthree\r\n"});
  rule_for("RETR", "early_terminator");
  EXPECT_EQ(heard("RETR 1"), "+OK 25 octets\r\nA: b\r\n\r\none\r\ntwo\r\n.\r\nthree\r\n.\r\n+OK\r\n");
}

TEST_F(faults, early_terminator_of_a_listing) {
  rule_for("UIDL", "early_terminator");
  EXPECT_EQ(heard("UIDL"), "+OK unique-id listing follows\r\n1 uid-1\r\n.\r\n2 uid-2\r\n.\r\n+OK\r\n");
}

TEST_F(faults, late_terminator_follows_the_status_line_of_the_next_command_that_has_arrived) {
  rule_for("RETR", "late_terminator");
  EXPECT_EQ(heard("RETR 1"), "+OK 120 octets\r\n" + message_of(120) + "+OK\r\n.\r\n");
}

TEST_F(faults, late_terminator_is_in_its_place_if_no_command_has_arrived) {
  rule_for("RETR", "late_terminator");
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_EQ(client.ask("RETR 1\r\n"), "+OK 120 octets\r\n" + message_of(120) + ".\r\n");
  EXPECT_EQ(client.ask("NOOP\r\n"), "+OK\r\n");
}

TEST_F(faults, unstuffed_dots) {
  on_.alice().mailbox = mailbox_of({".a\r\n.\r\nb"});
  rule_for("RETR", "unstuffed_dots");
  EXPECT_EQ(heard("RETR 1"), "+OK 8 octets\r\n.a\r\n.\r\nb\r\n.\r\n+OK\r\n");
}

TEST_F(faults, bare_lf) {
  rule_for("LIST", "bare_lf");
  EXPECT_EQ(heard("LIST"), "+OK 2 messages (320 octets)\n1 120\n2 200\n.\n+OK\r\n");
}

TEST_F(faults, bare_lf_holds_for_challenges_too) {
  rule_for("AUTH", "bare_lf");
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH PLAIN\r\n"), "+ \n");
  EXPECT_EQ(client.ask("*\r\n"), "-ERR authentication cancelled\n");
  EXPECT_EQ(client.ask("AUTH LOGIN\r\n"), "+ VXNlciBOYW1l\n");
}

TEST_F(faults, bare_cr_holds_for_challenges_too) {
  rule_for("AUTH", "bare_cr");
  EXPECT_EQ(on_.connect().ask("AUTH PLAIN\r\n"), "+ \r");
}

TEST_F(faults, silence_holds_for_challenges_too) {
  rule_for("AUTH", "silence");
  EXPECT_EQ(on_.connect().ask("AUTH PLAIN\r\n"), "");
}

TEST_F(faults, bare_lf_holds_for_the_line_that_another_fault_puts_ahead) {
  rule& both = on_.add_rule("STAT");
  both.what.ahead = "as it is\r\n";
  both.what.faults = {"bare_lf", "unsolicited"};
  EXPECT_EQ(heard("STAT"), "as it is\r\n+OK nobody asked for this line\n+OK 2 320\n+OK\r\n");
}

TEST_F(faults, bare_lf_for_any_command_holds_for_lines_that_are_none) {
  on_.what.rules.emplace_back().what.faults = {"bare_lf"};
  EXPECT_EQ(on_.connect().ask("NOOP" + std::string(600, ' ') + "\r\n"), "-ERR line too long\n");
  EXPECT_EQ(on_.connect().ask("GET / HTTP/1.1\r\n"), "-ERR this is a POP3 server; it does not speak HTTP\n");
}

TEST_F(faults, random_octets_are_others_for_each_response) {
  rule_for("STAT", "garbage");
  line_client& client = on_.connect();
  client.log_in();
  const std::string first = client.ask("STAT\r\n");
  const std::string second = client.ask("STAT\r\n");
  EXPECT_EQ(first.size(), second.size());
  EXPECT_NE(first, second);
}

TEST_F(faults, unique_ids_that_change_stay_the_same_on_a_connection) {
  rule_for("UIDL", "changing_unique_ids");
  line_client& client = on_.connect();
  client.log_in();
  const std::string first = client.ask("UIDL\r\n");
  EXPECT_EQ(client.ask("UIDL\r\n"), first);
}

TEST_F(faults, other_message_never_goes_round_to_the_first) {
  rule_for("DELE", "other_message");
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_EQ(client.ask("DELE 2\r\n"), "+OK message 2 deleted\r\n") << "the last has none behind it";
  EXPECT_EQ(client.ask("DELE 1\r\n"), "+OK message 1 deleted\r\n") << "the one behind it is deleted already";
  EXPECT_EQ(client.ask("RSET\r\nDELE 1\r\n"), "+OK maildrop has 2 messages (320 octets)\r\n+OK message 2 deleted\r\n");
}

TEST_F(faults, bare_lf_of_a_message_in_several_pieces) {
  std::string text;
  while (text.size() < 200'000) text += "0123456789\r\n";
  on_.alice().mailbox = mailbox_of({text});
  rule_for("RETR", "bare_lf");
  std::string lines = text;
  std::erase(lines, '\r');
  EXPECT_EQ(heard("RETR 1"), "+OK " + std::to_string(text.size()) + " octets\n" + lines + ".\n+OK\r\n");
}

TEST_F(faults, lying_size) {
  for (const char* const verb : {"STAT", "LIST", "RETR"}) rule_for(verb, "lying_size");
  on_.alice().lock = false;
  EXPECT_EQ(heard("STAT"), "+OK 2 640\r\n+OK\r\n");
  EXPECT_EQ(heard("LIST"), "+OK 2 messages (640 octets)\r\n1 240\r\n2 400\r\n.\r\n+OK\r\n");
  EXPECT_EQ(heard("LIST 1"), "+OK 1 240\r\n+OK\r\n");
  EXPECT_EQ(heard("RETR 1"), "+OK 240 octets\r\n" + message_of(120) + ".\r\n+OK\r\n");
}

TEST_F(faults, lying_count_is_in_the_status_line_of_a_listing_too) {
  rule_for("LIST", "lying_count");
  EXPECT_EQ(heard("LIST"), "+OK 3 messages (320 octets)\r\n1 120\r\n2 200\r\n.\r\n+OK\r\n");
}

TEST_F(faults, garbage_is_one_line_of_the_seed_s_octets) {
  rule_for("STAT", "garbage");
  on_.alice().lock = false;
  const std::string first = heard("STAT");
  ASSERT_EQ(first.size(), 66U + 5U);
  EXPECT_TRUE(first.ends_with("\r\n+OK\r\n"));
  EXPECT_EQ(std::ranges::count(first, '\n'), 2);
  EXPECT_FALSE(first.starts_with("+"));
  EXPECT_NE(heard("STAT"), first) << "another connection has a stream of its own";

  stage again;
  again.add_rule("STAT").what.faults = {"garbage"};
  line_client& client = again.connect();
  client.log_in();
  EXPECT_EQ(client.ask("STAT\r\nNOOP\r\n"), first) << "the same seed gives the same octets";

  stage other;
  other.what.seed = 2;
  other.add_rule("STAT").what.faults = {"garbage"};
  line_client& stranger = other.connect();
  stranger.log_in();
  EXPECT_NE(stranger.ask("STAT\r\nNOOP\r\n"), first) << "another seed gives others";
}

TEST_F(faults, wrong_status_of_a_success) {
  rule_for("DELE", "wrong_status");
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_EQ(client.ask("DELE 1\r\nSTAT\r\n"), "-ERR message 1 deleted\r\n+OK 1 200\r\n");
}

TEST_F(faults, wrong_status_of_a_refusal) {
  rule_for("RETR", "wrong_status");
  EXPECT_EQ(heard("RETR 9"), "+OK no such message, only 2 messages in maildrop\r\n+OK\r\n");
}

TEST_F(faults, silence_still_carries_the_command_out) {
  rule_for("DELE", "silence");
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_EQ(client.ask("DELE 1\r\nSTAT\r\n"), "+OK 1 200\r\n");
}

TEST_F(faults, silence_swallows_a_body_too) {
  rule_for("RETR", "silence");
  EXPECT_EQ(heard("RETR 1"), "+OK\r\n");
}

TEST_F(faults, silence_in_place_of_the_greeting) {
  rule_for("GREETING", "silence");
  line_client& client = on_.connect_raw();
  EXPECT_EQ(client.take(), "");
  EXPECT_EQ(client.ask("USER alice\r\n"), "+OK send PASS\r\n");
}

TEST_F(faults, duplicate_reply) {
  rule_for("STAT", "duplicate_reply");
  EXPECT_EQ(heard("STAT"), "+OK 2 320\r\n+OK 2 320\r\n+OK\r\n");
}

TEST_F(faults, duplicate_reply_of_a_multi_line_response_comes_after_it) {
  rule_for("RETR", "duplicate_reply");
  EXPECT_EQ(heard("RETR 1"), "+OK 120 octets\r\n" + message_of(120) + ".\r\n+OK 120 octets\r\n+OK\r\n");
}

TEST_F(faults, duplicate_response) {
  rule_for("STAT", "duplicate_response");
  EXPECT_EQ(heard("STAT"), "+OK 2 320\r\n+OK 2 320\r\n+OK\r\n");
}

TEST_F(faults, duplicate_response_of_several_lines) {
  rule_for("RETR", "duplicate_response");
  const std::string once = "+OK 120 octets\r\n" + message_of(120) + ".\r\n";
  EXPECT_EQ(heard("RETR 1"), once + once + "+OK\r\n");
}

TEST_F(faults, duplicate_response_that_is_refused) {
  rule_for("RETR", "duplicate_response");
  const std::string refused = "-ERR no such message, only 2 messages in maildrop\r\n";
  EXPECT_EQ(heard("RETR 9"), refused + refused + "+OK\r\n");
}

TEST_F(faults, unsolicited) {
  rule_for("STAT", "unsolicited");
  EXPECT_EQ(heard("STAT"), "+OK nobody asked for this line\r\n+OK 2 320\r\n+OK\r\n");
}

TEST_F(faults, overlong_line) {
  rule_for("STAT", "overlong_line");
  EXPECT_EQ(heard("STAT"), "+OK 2 320" + std::string(100'000, 'x') + "\r\n+OK\r\n");
}

TEST_F(faults, overlong_unique_ids_have_500_octets) {
  rule_for("UIDL", "overlong_unique_ids");
  const std::string line = heard("UIDL 2");
  EXPECT_EQ(line.size(), std::string("+OK 2 \r\n+OK\r\n").size() + 500);
}

TEST_F(faults, truncated_is_half_of_the_octets_of_a_message_or_of_the_lines_of_a_listing) {
  on_.alice().lock = false;
  for (const char* const verb : {"RETR", "UIDL"}) rule_for(verb, "truncated");
  EXPECT_EQ(heard("RETR 1"), "+OK 120 octets\r\n" + message_of(120).substr(0, 60) + "\r\n.\r\n+OK\r\n");
  EXPECT_EQ(heard("UIDL"), "+OK unique-id listing follows\r\n1 uid-1\r\n.\r\n+OK\r\n");
}

TEST_F(faults, garbage_in_body_is_a_line_of_64_octets) {
  rule_for("UIDL", "garbage_in_body");
  const std::string usual = "+OK unique-id listing follows\r\n1 uid-1\r\n2 uid-2\r\n.\r\n+OK\r\n";
  const std::string all = heard("UIDL");
  EXPECT_EQ(all.size(), usual.size() + 64 + 2);
  EXPECT_EQ(std::ranges::count(all, '\n'), std::ranges::count(usual, '\n') + 1);
}

TEST_F(faults, early_terminator_of_a_long_message_stands_in_the_middle_of_its_first_32_kib) {
  std::string text = "A: b\r\n\r\n";
  while (text.size() < 300'000) text += "a line of some length\r\n";
  on_.alice().mailbox = mailbox_of({text});
  rule_for("RETR", "early_terminator");
  const std::string all = heard("RETR 1");
  const std::size_t body = all.find("\r\n") + 2;
  const std::size_t early = all.find("\r\n.\r\n");
  EXPECT_GE(early + 2 - body, 16'384U);
  EXPECT_LE(early + 2 - body, 16'384U + 23) << "behind the line that the middle is in";
  EXPECT_EQ(all.substr(body),
            text.substr(0, early + 2 - body) + ".\r\n" + text.substr(early + 2 - body) + ".\r\n+OK\r\n");
}

TEST_F(faults, duplicate_unique_ids) {
  rule_for("UIDL", "duplicate_unique_ids");
  on_.alice().lock = false;
  EXPECT_EQ(heard("UIDL"), "+OK unique-id listing follows\r\n1 uid-1\r\n2 uid-1\r\n.\r\n+OK\r\n");
  EXPECT_EQ(heard("UIDL 2"), "+OK 2 uid-1\r\n+OK\r\n");
}

TEST_F(faults, missing_unique_ids) {
  rule_for("UIDL", "missing_unique_ids");
  on_.alice().lock = false;
  EXPECT_EQ(heard("UIDL"), "+OK unique-id listing follows\r\n1\r\n2\r\n.\r\n+OK\r\n");
  EXPECT_EQ(heard("UIDL 2"), "+OK 2\r\n+OK\r\n");
}

TEST_F(faults, trailing_octets) {
  rule_for("STAT", "trailing_octets");
  EXPECT_EQ(heard("STAT"), "+OK 2 320\r\ntrailing+OK\r\n");
}

TEST_F(faults, trailing_octets_after_stls_are_injected_plaintext) {
  on_.with_tls = true;
  rule_for("STLS", "trailing_octets");
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("STLS\r\n"), "+OK begin TLS negotiation\r\ntrailing");
  EXPECT_TRUE(client.secure(on_.ca_pem()));
}

TEST_F(faults, a_fault_upon_a_literal_reply) {
  rule& both = on_.add_rule("STAT");
  both.what.reply = "+OK 7 7";
  both.what.faults = {"bare_lf"};
  EXPECT_EQ(heard("STAT"), "+OK 7 7\n+OK\r\n");
}

TEST_F(faults, a_fault_can_be_followed_by_a_close) {
  rule& both = on_.add_rule("LIST");
  both.what.faults = {"missing_terminator"};
  both.what.close = net::close_kind::orderly;
  EXPECT_EQ(heard("LIST"), "+OK 2 messages (320 octets)\r\n1 120\r\n2 200\r\n");
}

TEST_F(faults, a_rule_that_never_fires_leaves_every_octet_as_it_is) {
  for (const std::string_view name : fault_names()) {
    rule& off = on_.add_rule("RETR");
    off.what.faults = {std::string(name)};
    off.who.connection = ordinal_range{99, 99};
  }
  EXPECT_EQ(heard("RETR 1"), "+OK 120 octets\r\n" + message_of(120) + ".\r\n+OK\r\n");
}

class a_cut : public faults, public ::testing::WithParamInterface<std::size_t> {};

/// A message of 50 lines of ten octets, every line stuffed: 11 on the wire.
std::string dotted() {
  std::string out;
  for (int line = 0; line < 50; ++line) out += ".2345678\r\n";
  return out;
}

TEST_P(a_cut, counts_body_octets_on_the_wire) {
  on_.alice().mailbox = mailbox_of({dotted()});
  on_.add_rule("RETR").what.cut = cut{GetParam(), net::close_kind::orderly};
  std::string wire;
  for (int line = 0; line < 50; ++line) wire += "..2345678\r\n";
  wire += ".\r\n";
  EXPECT_EQ(heard("RETR 1"), "+OK 500 octets\r\n" + wire.substr(0, GetParam()));
  EXPECT_EQ(on_.journal(journal_kind::disconnect), std::vector<std::string>{"rule"});
}

INSTANTIATE_TEST_SUITE_P(everywhere, a_cut, ::testing::Values(0, 1, 2, 10, 11, 12, 549, 550, 551, 552, 553));

TEST_F(faults, a_cut_beyond_the_body_does_not_happen) {
  on_.add_rule("RETR").what.cut = cut{124, net::close_kind::orderly};
  EXPECT_EQ(heard("RETR 1"), "+OK 120 octets\r\n" + message_of(120) + ".\r\n+OK\r\n");
}

TEST_F(faults, a_cut_far_into_a_large_message_is_exact) {
  const std::string large = message_of(1'000'000);
  on_.alice().mailbox = mailbox_of({large});
  on_.add_rule("RETR").what.cut = cut{654'321, net::close_kind::orderly};
  EXPECT_EQ(heard("RETR 1"), "+OK 1000000 octets\r\n" + large.substr(0, 654'321));
}

TEST_F(faults, a_cut_by_reset_loses_nothing_before_it) {
  on_.add_rule("RETR").what.cut = cut{50, net::close_kind::reset};
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_EQ(client.ask("RETR 1\r\n"), "+OK 120 octets\r\n" + message_of(120).substr(0, 50));
  on_.pass(std::chrono::seconds(1));
  EXPECT_TRUE(client.ended());
  EXPECT_NE(client.end(), errc::connection_closed);
}

TEST_F(faults, a_cut_in_a_listing) {
  on_.add_rule("LIST").what.cut = cut{8, net::close_kind::orderly};
  EXPECT_EQ(heard("LIST"), "+OK 2 messages (320 octets)\r\n1 120\r\n2");
}

}  // namespace
}  // namespace pop3kit::serving
