#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string keys_of(const boost::json::object& object) {
  std::string out;
  for (const auto& member : object) out += std::string{member.key()} + " ";
  return out;
}

class mailbox : public command_test {
 protected:
  void SetUp() override { serve(three_messages()); }
  [[nodiscard]] static std::size_t octets() {
    return message_octets(1).size() + message_octets(2).size() + message_octets(3).size();
  }
};

TEST_F(mailbox, stat_prints_count_and_size) {
  const command_run text = plain("stat");
  expect_success(text);
  EXPECT_EQ(text.out, "3 messages, " + std::to_string(octets()) + " octets\n");
  const command_run json = plain("stat", {"--json"});
  expect_success(json);
  EXPECT_EQ(keys_of(json_of(json).as_object()), "message_count occupied_size ");
  EXPECT_EQ(json_of(json).at("message_count").as_int64(), 3);
  EXPECT_EQ(json_of(json).at("occupied_size").as_int64(), static_cast<std::int64_t>(octets()));
}

TEST_F(mailbox, count_prints_the_number_of_messages) {
  const command_run text = plain("count");
  expect_success(text);
  EXPECT_EQ(text.out, "3\n");
  EXPECT_EQ(plain("count", {"--json"}).out, "3\n");
}

TEST_F(mailbox, implicit_tls_and_stls_rfc8314_3_rfc2595_4) {
  const command_run implicit = secure("count");
  expect_success(implicit);
  EXPECT_EQ(implicit.out, "3\n");
  const std::string password = folder().write("password", "s3cret\n");
  const command_run stls = run({"count", plain_url(), "--ca-file", ca_file(), "--password-file", password});
  expect_success(stls);
  EXPECT_EQ(stls.out, "3\n");
  EXPECT_THAT(commands(), Contains("STLS"));
}

TEST_F(mailbox, plaintext_never_sends_stls) {
  expect_success(plain("count"));
  EXPECT_THAT(commands(), Not(Contains("STLS")));
}

TEST_F(mailbox, insecure_accepts_any_certificate) {
  const std::string password = folder().write("password", "s3cret\n");
  expect_success(run({"count", tls_url(), "--insecure", "--password-file", password}));
}

TEST_F(mailbox, every_verb_says_quit_rfc1939_6) {
  expect_success(plain("count"));
  EXPECT_EQ(commands().back(), "QUIT");
}

TEST_F(mailbox, list_is_a_table_under_a_heading) {
  const command_run got = plain("list");
  expect_success(got);
  EXPECT_EQ(std::count(got.out.begin(), got.out.end(), '\n'), 4);
  EXPECT_THAT(got.out.substr(0, got.out.find('\n')), HasSubstr("UNIQUE-ID"));
  EXPECT_THAT(got.out, HasSubstr("Grüße"));
  EXPECT_THAT(got.out, HasSubstr("2024-05-07T11:30:00-05:00"));
}

TEST_F(mailbox, list_json_has_the_documented_members) {
  const command_run got = plain("list", {"--json"});
  expect_success(got);
  const boost::json::array list = json_of(got).as_array();
  ASSERT_EQ(list.size(), 3U);
  const boost::json::object& second = list[1].as_object();
  EXPECT_EQ(keys_of(second), "sequence_number unique_id size subject from to date message_id ");
  EXPECT_EQ(second.at("sequence_number").as_int64(), 2);
  EXPECT_EQ(second.at("size").as_int64(), static_cast<std::int64_t>(message_octets(2).size()));
  EXPECT_EQ(second.at("subject").as_string(), "Grüße");
  EXPECT_THAT(std::string{second.at("from").as_string()}, HasSubstr("Jürgen"));
  EXPECT_EQ(second.at("to").as_string(), "alice@example.org, carol@example.org");
  EXPECT_EQ(second.at("date").as_string(), "2024-05-07T11:30:00-05:00");
  EXPECT_EQ(second.at("message_id").as_string(), "greeting@example.org");
  EXPECT_FALSE(second.at("unique_id").as_string().empty());
}

TEST_F(mailbox, list_ids_asks_for_no_headers) {
  const command_run json = plain("list", {"--json", "--ids"});
  expect_success(json);
  EXPECT_EQ(keys_of(json_of(json).as_array().at(0).as_object()), "sequence_number unique_id size ");
  const command_run text = plain("list", {"--ids"});
  expect_success(text);
  EXPECT_THAT(text.out.substr(0, text.out.find('\n')), Not(HasSubstr("SUBJECT")));
  for (const std::string& command : commands()) EXPECT_THAT(command, Not(HasSubstr("TOP")));
}

TEST_F(mailbox, list_over_five_connections_is_the_same_listing) {
  serve("generate { count = 60, size = \"1 KiB\" }");
  const command_run one = secure("list", {"--json"});
  const command_run five = secure("list", {"--json", "--connections", "5", "--multi", "enable"});
  expect_success(one);
  expect_success(five);
  EXPECT_EQ(one.out, five.out);
  EXPECT_EQ(json_of(one).as_array().size(), 60U);
}

TEST_F(mailbox, capabilities_one_a_line_rfc2449_5) {
  const command_run text = plain("capabilities");
  expect_success(text);
  EXPECT_THAT(text.out, HasSubstr("UIDL\n"));
  const command_run json = plain("capabilities", {"--json"});
  expect_success(json);
  bool has_top = false;
  const boost::json::array lines = json_of(json).as_array();
  for (const auto& each : lines) has_top = has_top || each.as_string() == "TOP";
  EXPECT_TRUE(has_top);
}

TEST_F(mailbox, validate_checks_the_login) {
  expect_success(plain("validate"));
  EXPECT_EQ(plain("validate", {"--quiet"}).out, "");
}

TEST_F(mailbox, an_empty_maildrop) {
  serve("");
  EXPECT_EQ(plain("stat").out, "0 messages, 0 octets\n");
  EXPECT_EQ(plain("list", {"--json"}).out, "[]\n");
  EXPECT_EQ(json_of(plain("list", {"--json", "--ids"})).as_array().size(), 0U);
  const command_run table = plain("list");
  expect_success(table);
  EXPECT_EQ(std::count(table.out.begin(), table.out.end(), '\n'), 1);
}

TEST_F(mailbox, trace_shows_the_dialogue_and_no_secret) {
  const std::string file = folder().path("trace");
  expect_success(plain("count", {"--trace", file}));
  const std::string trace = octets_of(file);
  EXPECT_THAT(trace, HasSubstr("C1 > STAT"));
  EXPECT_THAT(trace, HasSubstr("C1 < +OK"));
  EXPECT_THAT(trace, HasSubstr("C1 * connected"));
  EXPECT_THAT(trace, Not(HasSubstr("s3cret")));
  EXPECT_THAT(trace, Not(HasSubstr("czNjcmV0")));
}

TEST_F(mailbox, enable_without_a_number_is_one_connection_and_a_warning) {
  const command_run got = plain("count", {"--multi", "enable"});
  EXPECT_EQ(got.status, 0);
  EXPECT_EQ(got.error_lines(), 1U);
  expect_success(plain("count", {"--multi", "enable", "--quiet"}));
}

}  // namespace
}  // namespace pop3kit::test
