#include <algorithm>
#include <chrono>
#include <csignal>
#include <utility>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class deletion : public command_test {
 protected:
  void SetUp() override { serve(three_messages()); }

  [[nodiscard]] std::string unique_id_of(std::size_t number) const {
    const boost::json::value list = json_of(plain("list", {"--json", "--ids"}));
    return std::string{list.as_array().at(number - 1).at("unique_id").as_string()};
  }
};

TEST_F(deletion, committed_stands_in_the_output_rfc1939_6) {
  const command_run got = plain("delete", {"1", "3"});
  expect_success(got);
  EXPECT_EQ(got.out.substr(0, got.out.find('\n')), "committed");
  EXPECT_EQ(plain("count").out, "1\n");
}

TEST_F(deletion, prints_json) {
  const command_run got = plain("delete", {"2", "--json"});
  expect_success(got);
  EXPECT_EQ(json_of(got).at("status").as_string(), "committed");
  EXPECT_EQ(json_of(got).at("messages").as_array().at(0).at("sequence_number").as_int64(), 2);
}

TEST_F(deletion, messages_that_were_named_by_number_are_reported_by_unique_id_too) {
  const std::string id = unique_id_of(2);
  EXPECT_EQ(plain("delete", {"2"}).out, "committed\n2 uid:" + id + "\n");
  const std::vector<std::string> said = commands();
  EXPECT_EQ(std::ranges::count(said, "UIDL"), 2) << "one of them of unique_id_of()";
  serve(three_messages(), "rules = { { on = \"QUIT\", reply = \"-ERR no\" } },");
  const std::string first = unique_id_of(1);
  const command_run rejected = plain("delete", {"1", "--json"});
  EXPECT_EQ(rejected.status, 5);
  EXPECT_EQ(json_of(rejected).at("messages").at(0).at("unique_id").as_string(), first);
}

TEST_F(deletion, without_uidl_the_unique_id_is_null) {
  serve(three_messages(), "rules = { { on = \"UIDL\", reply = \"-ERR no\" } },");
  const command_run got = plain("delete", {"2", "--json"});
  expect_success(got);
  EXPECT_TRUE(json_of(got).at("messages").at(0).at("unique_id").is_null());
}

TEST_F(deletion, a_refused_quit_does_not_hide_that_messages_could_not_be_marked) {
  serve(three_messages(), "rules = { { on = \"QUIT\", reply = \"-ERR no\" } },");
  const command_run got = plain("delete", {"1", "9"});
  EXPECT_EQ(got.status, 5);
  EXPECT_EQ(got.error_lines(), 1U);
  EXPECT_THAT(got.err, HasSubstr("rejected"));
  EXPECT_THAT(got.err, HasSubstr("not marked: 9: "));
}

TEST_F(deletion, by_unique_id) {
  const boost::json::value list = json_of(plain("list", {"--json", "--ids"}));
  const std::string id{list.as_array().at(1).at("unique_id").as_string()};
  expect_success(plain("delete", {"uid:" + id}));
  expect_failure(plain("info", {"uid:" + id}), 5);
  EXPECT_EQ(plain("count").out, "2\n");
}

TEST_F(deletion, some_unknown_is_status_1_and_the_others_are_deleted) {
  const command_run got = plain("delete", {"1", "9"});
  EXPECT_EQ(got.status, 1);
  EXPECT_EQ(got.error_lines(), 1U);
  EXPECT_EQ(got.out.substr(0, got.out.find('\n')), "committed");
  EXPECT_EQ(plain("count").out, "2\n");
}

TEST_F(deletion, rejected_is_status_5_rfc1939_6) {
  serve(three_messages(), "rules = { { on = \"QUIT\", reply = \"-ERR some deleted messages not removed\" } },");
  const command_run got = plain("delete", {"1"});
  EXPECT_EQ(got.status, 5);
  EXPECT_EQ(got.error_lines(), 1U);
  EXPECT_EQ(got.out.substr(0, got.out.find('\n')), "rejected: some were not removed");
  EXPECT_TRUE(json_of(plain("delete", {"1", "--json"})).at("some_not_removed").as_bool());
}

TEST_F(deletion, unknown_is_status_3_if_the_connection_is_lost) {
  serve(three_messages(), "rules = { { on = \"QUIT\", close = \"reset\" } },");
  const command_run got = plain("delete", {"1"});
  EXPECT_EQ(got.status, 3);
  EXPECT_EQ(got.error_lines(), 1U);
  EXPECT_THAT(got.out, HasSubstr("unknown"));
}

TEST_F(deletion, unknown_is_status_7_if_no_answer_comes) {
  serve(three_messages(), "rules = { { on = \"QUIT\", delay = \"1h\" } },");
  const command_run got = plain("delete", {"1", "--timeout", "2s"});
  EXPECT_EQ(got.status, 7);
  EXPECT_THAT(got.out, HasSubstr("unknown"));
}

struct answer_to_quit {
  std::string_view rule;
  std::string_view outcome;
  int status;
};

TEST_F(deletion, the_outcome_alone_decides_the_status_rfc1939_6) {
  const std::vector<answer_to_quit> answers{
      {R"(reply = "-ERR [SYS/TEMP] later")", "rejected", 5},
      {R"(reply = "-ERR [AUTH] who are you")", "rejected", 5},
      {R"(reply = "-ERR [IN-USE] busy")", "rejected", 5},
      {R"(reply = "what?")", "unknown", 3},
      {R"(raw = "+O")", "unknown", 3},
      {R"(raw = "+OK\0bye\r\n")", "unknown", 3},
  };
  for (const answer_to_quit& each : answers) {
    SCOPED_TRACE(each.rule);
    serve(three_messages(), "rules = { { on = \"QUIT\", " + std::string(each.rule) + ", close = \"orderly\" } },");
    const command_run got = plain("delete", {"1"});
    EXPECT_EQ(got.status, each.status);
    EXPECT_EQ(got.out.substr(0, got.out.find_first_of(":\n")), each.outcome);
    EXPECT_EQ(got.error_lines(), 1U);
    EXPECT_THAT(got.err, HasSubstr("the outcome of the delete is " + std::string(each.outcome)));
  }
}

/// A delete whose QUIT is not answered, and a signal meanwhile.
class interrupted_deletion : public command_test {
 protected:
  /// The signal comes while the server thinks about `verb`.
  command_run interrupted_by(int number, const std::vector<std::string>& more = {}, const std::string& verb = "QUIT") {
    serve(three_messages(), "rules = { { on = \"" + verb + "\", delay = \"1h\" } },");
    std::vector<std::string> arguments{
        "delete", plain_url(), "--plaintext", "--password-file", folder().write("password", "s3cret\n"), "3", "1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    running_command deleting(arguments);
    const auto is_waiting = [&](const journal_entry& entry) {
      return entry.kind == journal_kind::command && entry.text.starts_with(verb);
    };
    EXPECT_TRUE(served().wait_for(is_waiting, std::chrono::minutes(1)));
    deleting.signal(number);
    return deleting.finish();
  }
};

TEST_F(interrupted_deletion, an_outcome_that_was_not_waited_for_is_unknown) {
  for (const auto& [number, status] : {std::pair(SIGINT, 130), std::pair(SIGTERM, 3), std::pair(SIGHUP, 3)}) {
    const command_run got = interrupted_by(number);
    EXPECT_EQ(got.status, status);
    EXPECT_THAT(got.out, MatchesRegex("unknown\n3 uid:[^ \n]+\n1 uid:[^ \n]+\n"));
    EXPECT_EQ(got.error_lines(), 1U);
    EXPECT_THAT(got.err, HasSubstr("interrupted before the answer to QUIT"));
  }
}

TEST_F(interrupted_deletion, nothing_is_deleted_before_quit) {
  for (const std::string verb : {"DELE", "CAPA"}) {
    const command_run got = interrupted_by(SIGINT, {}, verb);
    expect_failure(got, 130);
    EXPECT_THAT(got.err, HasSubstr("interrupted before QUIT; nothing was deleted"));
  }
  const command_run ended = interrupted_by(SIGTERM, {}, "DELE");
  expect_failure(ended, 1000 + SIGTERM);
  EXPECT_THAT(ended.err, HasSubstr("interrupted before QUIT; nothing was deleted"));
}

TEST_F(interrupted_deletion, json_has_the_same_form_as_for_an_answer) {
  const boost::json::value told = json_of(interrupted_by(SIGINT, {"--json"}));
  EXPECT_EQ(told.at("status").as_string(), "unknown");
  EXPECT_EQ(told.at("messages").as_array().at(0).at("sequence_number").as_int64(), 3);
  EXPECT_EQ(told.at("messages").as_array().at(1).at("sequence_number").as_int64(), 1);
  EXPECT_TRUE(told.at("messages").as_array().at(1).at("unique_id").is_string());
}

TEST_F(deletion, a_connection_that_is_lost_before_quit_deletes_nothing_rfc1939_6) {
  serve(three_messages(), "rules = { { on = \"DELE\", nth = 2, times = 1, close = \"reset\" } },");
  const command_run got = plain("delete", {"1", "2"});
  expect_failure(got, 3);
  EXPECT_THAT(got.err, HasSubstr("nothing was deleted"));
  EXPECT_EQ(plain("count").out, "3\n");
}

TEST_F(deletion, an_ambiguous_unique_id_touches_nothing) {
  serve(three_messages(), "rules = { { on = \"UIDL\", fault = \"duplicate_unique_ids\" } },");
  const boost::json::value list = json_of(plain("list", {"--json", "--ids"}));
  const std::string id{list.as_array().at(0).at("unique_id").as_string()};
  expect_failure(plain("delete", {"uid:" + id}), 5);
  EXPECT_EQ(plain("count").out, "3\n");
}

}  // namespace
}  // namespace pop3kit::test
