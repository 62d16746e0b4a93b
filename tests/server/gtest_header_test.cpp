#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

#include <pop3kit/gtest.hpp>
#include <sstream>

namespace pop3kit::gtest_header {
namespace {

using testing::in_order;
using ::testing::Not;
using testing::sent_command;
using ::testing::StringMatchResultListener;

journal_entry command(std::uint64_t connection, std::string text, std::string user = "") {
  journal_entry entry;
  entry.connection = connection;
  entry.kind = journal_kind::command;
  entry.text = std::move(text);
  entry.user = std::move(user);
  return entry;
}

journal_entry connection(std::uint64_t ordinal) {
  journal_entry entry;
  entry.connection = ordinal;
  return entry;
}

std::vector<journal_entry> two_sessions() {
  return {connection(1),
          connection(2),
          command(1, "CAPA"),
          command(1, "USER alice"),
          command(1, "PASS ****"),
          command(2, "USER bob"),
          command(1, "DELE 3", "alice"),
          command(2, "DELE 4", "bob"),
          command(1, "QUIT", "alice")};
}

template <class Matcher>
std::string explained(const Matcher& matcher, const std::vector<journal_entry>& journal) {
  std::ostringstream out;
  matcher.DescribeTo(&out);
  out << " | ";
  matcher.MatchAndExplain(journal, &out);
  return out.str();
}

TEST(sent_command, means_a_verb_or_a_line) {
  EXPECT_THAT(two_sessions(), sent_command("DELE"));
  EXPECT_THAT(two_sessions(), sent_command("DELE", "3"));
  EXPECT_THAT(two_sessions(), sent_command("DELE 4"));
  EXPECT_THAT(two_sessions(), Not(sent_command("DELE", "5")));
  EXPECT_THAT(two_sessions(), Not(sent_command("DEL")));
  EXPECT_THAT(two_sessions(), Not(sent_command("NOOP")));
}

TEST(sent_command, takes_the_verb_in_any_case_and_the_argument_as_it_is) {
  const std::vector<journal_entry> journal{connection(1), command(1, "stat"), command(1, "Apop alice ****")};
  EXPECT_THAT(journal, sent_command("STAT"));
  EXPECT_THAT(journal, sent_command("apop"));
  EXPECT_THAT(journal, sent_command("APOP", "alice ****"));
  EXPECT_THAT(journal, Not(sent_command("APOP", "Alice ****")));
  EXPECT_THAT(journal, Not(sent_command("APOP", "alice")));
  EXPECT_THAT(journal, in_order({"STAT", "APOP"}));
}

TEST(sent_command, counts) {
  EXPECT_THAT(two_sessions(), sent_command("DELE").times(2));
  EXPECT_THAT(two_sessions(), Not(sent_command("DELE").times(1)));
  EXPECT_THAT(two_sessions(), Not(sent_command("DELE").at_least(3)));
  EXPECT_THAT(two_sessions(), sent_command("DELE").at_most(2));
  EXPECT_THAT(two_sessions(), sent_command("NOOP").times(0));
  EXPECT_THAT(two_sessions(), sent_command("DELE").on_connection(2).times(1));
  EXPECT_THAT(two_sessions(), sent_command("DELE", "3").by("alice"));
  EXPECT_THAT(two_sessions(), Not(sent_command("DELE", "3").by("bob")));
}

TEST(sent_command, says_what_came_nearest) {
  EXPECT_EQ(
      explained(sent_command("DELE", "5").on_connection(1), two_sessions()),
      "got DELE 5 on connection 1 | which got it 0 times; nearest: DELE 3 on connection 1, DELE 4 on connection 2");
}

TEST(in_order, is_about_one_connection) {
  EXPECT_THAT(two_sessions(), in_order({"CAPA", "DELE 3", "QUIT"}));
  EXPECT_THAT(two_sessions(), Not(in_order({"DELE 4", "QUIT"})));
  EXPECT_THAT(two_sessions(), Not(in_order({"QUIT", "CAPA"})));
  EXPECT_EQ(explained(in_order({"CAPA", "STLS"}), two_sessions()),
            "got in this order: CAPA, STLS | whose connection 1 came nearest: after CAPA, STLS never came");
}

constexpr const char* wants_stat = R"(return scenario {
  accounts = { alice = { password = "s3cret" } },
  expect = { { command = "STAT" } },
})";

using server_fixture = testing::server_test;

TEST_F(server_fixture, holds_several_servers_with_nothing_shared) {
  leave_verdicts_to_the_test();
  server& one = serve(wants_stat);
  server& other = serve(wants_stat);
  EXPECT_NE(one.port(), other.port());
  EXPECT_NE(one.ca_pem(), other.ca_pem());
  EXPECT_THAT(one, Not(testing::meets_expectations()));
  EXPECT_FALSE(testing::came(one, "STAT", {}));
}

TEST_F(server_fixture, throws_for_a_scenario_that_is_wrong) {
  EXPECT_THROW(serve("return scenario { ruels = {} }"), error);
}

TEST_F(server_fixture, throws_if_no_port_can_be_opened) {
  server_options taken;
  taken.port = *serve("return scenario {}").port();
  EXPECT_THROW(serve("return scenario {}", taken), error);
}

/// The fixture outside of a test of its own, to see it fail.
class fixture_by_hand : public testing::server_test {
 public:
  void TestBody() override { serve(wants_stat); }
  void end() { TearDown(); }
};

TEST(server_fixture_verdict, is_given_after_the_test) {
  const auto run = [] {
    fixture_by_hand test;
    test.TestBody();
    test.end();
  };
  EXPECT_NONFATAL_FAILURE(run(), "expected STAT at least once, but it never came");
}

}  // namespace
}  // namespace pop3kit::gtest_header
