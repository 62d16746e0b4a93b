#include <gmock/gmock.h>

#include "stage_fixture.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The journal and the counts of rules report what a rule has done, and never before it has happened.
class reported_rule : public stage_fixture {
 protected:
  action& rule_for(std::string verb) { return on_.add_rule(std::move(verb)).what; }
  std::vector<std::string> told() { return on_.journal(journal_kind::rule); }
  std::uint64_t fired() { return on_.run().expectations.times_fired(1); }
};

TEST_F(reported_rule, a_cut_after_the_end_of_the_message_has_not_happened) {
  rule_for("RETR").cut = cut{4096, net::close_kind::orderly};
  line_client& client = logged_in();
  client.ask("RETR 1\r\nNOOP\r\n");
  EXPECT_THAT(told(), IsEmpty());
  EXPECT_EQ(fired(), 0U);
  EXPECT_EQ(on_.run().expectations.unfired_rules().size(), 1U);
}

TEST_F(reported_rule, a_cut_within_the_message_has_happened_once) {
  rule_for("RETR").cut = cut{50, net::close_kind::orderly};
  logged_in().ask("RETR 1\r\n");
  EXPECT_THAT(told(), ElementsAre("test.lua:1: RETR: cut after 50 octets"));
  EXPECT_EQ(fired(), 1U);
}

TEST_F(reported_rule, a_stall_is_reported_when_it_begins) {
  rule_for("RETR").stall = stall{150, response_place::octet, seconds(10)};
  line_client& client = logged_in();
  client.ask("RETR 1\r\n");
  EXPECT_THAT(told(), IsEmpty()) << "the message has 120 octets";
  client.ask("RETR 2\r\n");
  EXPECT_THAT(told(), ElementsAre("test.lua:1: RETR: stall after 150 octets"));
  on_.pass(seconds(10));
  EXPECT_EQ(told().size(), 1U);
}

TEST_F(reported_rule, what_is_certain_is_reported_before_what_is_in_doubt) {
  action& both = rule_for("STAT");
  both.reply = "+OK 7 7";
  both.faults = {"missing_terminator", "duplicate_reply"};
  logged_in().ask("STAT\r\n");
  EXPECT_THAT(told(), ElementsAre("test.lua:1: STAT: reply +OK 7 7", "test.lua:1: STAT: fault duplicate_reply"));
  EXPECT_EQ(fired(), 1U);
}

TEST_F(reported_rule, a_late_terminator_is_reported_with_the_reply_that_came_before_it) {
  rule_for("LIST").faults = {"late_terminator"};
  line_client& client = logged_in();
  client.ask("LIST\r\n");
  client.ask("NOOP\r\n");
  EXPECT_THAT(told(), IsEmpty()) << "no command had arrived: the terminator was in its place";
  client.ask("LIST\r\nNOOP\r\n");
  EXPECT_THAT(told(), ElementsAre("test.lua:1: LIST: fault late_terminator"));
}

struct idle_fault {
  std::string_view name;
  std::string_view verb;
  std::string_view command;
};

class faults_without_effect : public reported_rule, public ::testing::WithParamInterface<idle_fault> {};

TEST_P(faults_without_effect, are_not_reported) {
  rule_for(std::string(GetParam().verb)).faults = {std::string(GetParam().name)};
  logged_in().ask(std::string(GetParam().command) + "\r\n");
  EXPECT_THAT(told(), IsEmpty());
  EXPECT_EQ(fired(), 0U);
}

INSTANTIATE_TEST_SUITE_P(
    all, faults_without_effect,
    ::testing::Values(idle_fault{"missing_terminator", "STAT", "STAT"},
                      idle_fault{"early_terminator", "RETR", "RETR 9"}, idle_fault{"endless_body", "STAT", "STAT"},
                      idle_fault{"truncated", "STAT", "STAT"}, idle_fault{"unstuffed_dots", "RETR", "RETR 1"},
                      idle_fault{"nul_octets", "NOOP", "NOOP"}, idle_fault{"eight_bit", "NOOP", "NOOP"},
                      idle_fault{"garbage_in_body", "STAT", "STAT"}, idle_fault{"lying_size", "UIDL", "UIDL"},
                      idle_fault{"lying_count", "RETR", "RETR 1"}, idle_fault{"gaps", "LIST", "LIST"},
                      idle_fault{"other_message", "LIST", "LIST 2"}, idle_fault{"wide_listing", "STAT", "STAT"},
                      idle_fault{"numberless", "LIST", "LIST"}, idle_fault{"duplicate_unique_ids", "UIDL", "UIDL 1"},
                      idle_fault{"bare_status", "NOOP", "NOOP"}, idle_fault{"discarded_input", "STAT", "STAT"},
                      idle_fault{"read_marks_deleted", "RETR", "RETR 9"},
                      idle_fault{"endless_challenge", "STAT", "STAT"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(reported_rule, capabilities_that_are_not_listed_are_not_withheld) {
  rule_for("CAPA").without = {"UTF8"};
  logged_in().ask("CAPA\r\n");
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(reported_rule, a_message_that_is_not_there_is_not_consumed) {
  rule_for("RETR").consume = true;
  line_client& client = logged_in();
  client.ask("RETR 9\r\n");
  EXPECT_THAT(told(), IsEmpty());
  client.ask("RETR 2\r\n");
  EXPECT_THAT(told(), ElementsAre("test.lua:1: RETR: consume"));
}

}  // namespace
}  // namespace pop3kit::serving
