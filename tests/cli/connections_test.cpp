#include <set>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;

/// What --connections does for each command.
class connections_of_commands : public command_test {
 protected:
  void SetUp() override { serve("generate { count = 60 }"); }

  /// The number of connections that this run made.
  std::size_t connections_of(const std::string& verb, const std::vector<std::string>& rest, command_run& got) {
    serve("generate { count = 60 }");
    got = plain(verb, rest);
    std::set<std::uint64_t> connections;
    for (const journal_entry& entry : served().journal()) connections.insert(entry.connection);
    connections.erase(0);
    return connections.size();
  }

  static std::vector<std::string> sixty(const std::vector<std::string>& more = {}) {
    std::vector<std::string> ids;
    for (int number = 60; number >= 1; --number) ids.push_back(std::to_string(number));
    ids.insert(ids.end(), more.begin(), more.end());
    return ids;
  }
};

TEST_F(connections_of_commands, headers_and_info_use_several_and_keep_the_order_asked_for) {
  for (const std::string verb : {"headers", "info"}) {
    command_run one;
    command_run five;
    EXPECT_EQ(connections_of(verb, sixty({"--json"}), one), 1U);
    EXPECT_GT(connections_of(verb, sixty({"--json", "--connections", "5"}), five), 1U) << verb;
    expect_success(one);
    expect_success(five);
    EXPECT_EQ(one.out, five.out) << verb;
  }
}

TEST_F(connections_of_commands, list_uses_as_many_as_are_asked_for_at_the_most) {
  command_run one;
  command_run five;
  EXPECT_EQ(connections_of("list", {"--json"}, one), 1U);
  const std::size_t used = connections_of("list", {"--json", "--connections", "5"}, five);
  EXPECT_GT(used, 1U);
  EXPECT_LE(used, 5U);
  expect_success(five);
  EXPECT_EQ(one.out, five.out);
}

TEST_F(connections_of_commands, headers_report_unknown_messages_and_print_the_others_in_order) {
  command_run got;
  std::vector<std::string> ids = sixty({"--connections", "5"});
  ids.insert(ids.begin() + 3, "99");
  connections_of("headers", ids, got);
  EXPECT_EQ(got.status, 1);
  EXPECT_THAT(got.err, HasSubstr("60 of 61 messages shown; 99: "));
}

TEST_F(connections_of_commands, commands_that_use_one_connection_say_so) {
  for (const std::vector<std::string>& each : std::vector<std::vector<std::string>>{
           {"stat"}, {"show", "1", "2"}, {"fetch", "1", "--format", "mbox"}, {"delete", "1"}}) {
    std::vector<std::string> rest(each.begin() + 1, each.end());
    rest.insert(rest.end(), {"--connections", "5"});
    const command_run got = plain(each.front(), rest);
    EXPECT_EQ(got.status, 0) << got.err;
    EXPECT_THAT(got.err, HasSubstr("uses one connection"));
    rest.emplace_back("--quiet");
    EXPECT_EQ(plain(each.front(), rest).err, "");
  }
}

}  // namespace
}  // namespace pop3kit::test
