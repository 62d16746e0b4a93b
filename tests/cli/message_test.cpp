#include <boost/json/parse.hpp>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class message : public command_test {
 protected:
  void SetUp() override { serve(three_messages()); }

  [[nodiscard]] std::string unique_id_of(int number) const {
    const boost::json::value list = json_of(plain("list", {"--json", "--ids"}));
    return std::string{list.as_array().at(static_cast<std::size_t>(number - 1)).at("unique_id").as_string()};
  }
};

TEST_F(message, headers_in_their_order) {
  const command_run text = plain("headers", {"1"});
  expect_success(text);
  EXPECT_THAT(text.out, HasSubstr("From: Bob <bob@example.org>\nTo: alice@example.org\nSubject: dots\n"));
  const command_run json = plain("headers", {"2", "--json"});
  expect_success(json);
  const boost::json::array fields = json_of(json).as_array();
  ASSERT_EQ(fields.size(), 5U);
  EXPECT_EQ(fields[2].at("name").as_string(), "Subject");
  EXPECT_EQ(fields[2].at("value").as_string(), "Grüße");
  for (const auto& field : fields) {
    EXPECT_EQ(field.at("sequence_number").as_int64(), 2);
    EXPECT_EQ(field.at("unique_id").as_string(), unique_id_of(2));
    EXPECT_EQ(field.as_object().size(), 4U);
  }
}

TEST_F(message, info_by_unique_id) {
  const std::string id = unique_id_of(2);
  const command_run json = plain("info", {"uid:" + id, "--json"});
  expect_success(json);
  const boost::json::object object = json_of(json).as_object();
  EXPECT_EQ(object.at("sequence_number").as_int64(), 2);
  EXPECT_EQ(object.at("unique_id").as_string(), id);
  EXPECT_EQ(object.at("subject").as_string(), "Grüße");
  EXPECT_EQ(object.size(), 8U);
  const command_run text = plain("info", {"2"});
  expect_success(text);
  EXPECT_THAT(text.out, HasSubstr(id));
}

TEST_F(message, show_json_has_the_documented_members) {
  const command_run got = plain("show", {"3", "--json"});
  expect_success(got);
  const boost::json::object object = json_of(got).as_object();
  EXPECT_EQ(object.at("subject").as_string(), "with a part");
  EXPECT_EQ(object.at("from").as_string(), "Dora <dora@example.org>");
  EXPECT_EQ(object.at("message_id").as_string(), "part@example.org");
  EXPECT_THAT(std::string{object.at("text").as_string()}, HasSubstr("See the file."));
  EXPECT_TRUE(object.at("html").is_null());
  EXPECT_EQ(object.at("sequence_number").as_int64(), 3);
  EXPECT_EQ(object.at("unique_id").as_string(), unique_id_of(3));
  EXPECT_TRUE(object.at("cc").is_null());
  EXPECT_EQ(object.size(), 12U);
  const boost::json::array parts = object.at("attachments").as_array();
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].at("file_name").as_string(), "five.bin");
  EXPECT_EQ(parts[0].at("content_type").as_string(), "application/octet-stream");
  EXPECT_EQ(parts[0].at("size").as_int64(), 5);
}

TEST_F(message, json_names_each_of_several_messages_by_number_and_unique_id) {
  const std::string third = unique_id_of(3);
  for (const std::string verb : {"show", "headers"}) {
    const command_run got = plain(verb, {"uid:" + third, "1", "--json"});
    expect_success(got);
    const std::size_t line_end = got.out.find('\n');
    const auto name_of = [](const std::string& line) {
      const boost::json::value value = boost::json::parse(line);
      const boost::json::value& row = value.is_array() ? value.at(0) : value;
      return std::to_string(row.at("sequence_number").as_int64()) + " " + std::string{row.at("unique_id").as_string()};
    };
    EXPECT_EQ(name_of(got.out.substr(0, line_end)), "3 " + third);
    EXPECT_EQ(name_of(got.out.substr(line_end + 1)), "1 " + unique_id_of(1));
  }
}

TEST_F(message, show_names_a_message_of_a_server_without_unique_ids_by_number) {
  serve(three_messages(), "rules = { { on = \"UIDL\", reply = \"-ERR unsupported\" } },");
  const boost::json::value object = json_of(plain("show", {"2", "--json"}));
  EXPECT_EQ(object.at("sequence_number").as_int64(), 2);
  EXPECT_TRUE(object.at("unique_id").is_null());
}

TEST_F(message, show_has_cc_and_reply_to) {
  serve("text \"From: a@example.org\\nCc: c@example.org\\nReply-To: r@example.org\\n\\nbody\\n\"");
  const boost::json::value object = json_of(plain("show", {"1", "--json"}));
  EXPECT_EQ(object.at("cc").as_string(), "c@example.org");
  EXPECT_EQ(object.at("reply_to").as_string(), "r@example.org");
  EXPECT_THAT(plain("show", {"1"}).out, HasSubstr("Cc:         c@example.org\nReply-To:   r@example.org\n"));
}

TEST_F(message, show_is_readable) {
  const command_run got = plain("show", {"3"});
  expect_success(got);
  EXPECT_THAT(got.out, HasSubstr("with a part\n"));
  EXPECT_THAT(got.out, HasSubstr("See the file.\n"));
  EXPECT_THAT(got.out, HasSubstr("five.bin"));
}

TEST_F(message, absent_is_null) {
  serve("text \"X-Only: this\\n\\nbody\\n\"");
  const boost::json::value object = json_of(plain("info", {"1", "--json"}));
  for (const char* name : {"subject", "from", "to", "date", "message_id"})
    EXPECT_TRUE(object.at(name).is_null()) << name;
}

TEST_F(message, a_mail_cannot_write_to_the_terminal) {
  serve("text \"Subject: red \\27[31m\\nFrom: a@b\\n\\nbell \\7 escape \\27]0;title\\7\\n\"");
  for (const command_run& got : {plain("show", {"1"}), plain("headers", {"1"}), plain("list"), plain("info", {"1"})}) {
    expect_success(got);
    EXPECT_THAT(got.out, Not(HasSubstr("\x1B")));
    EXPECT_THAT(got.out, Not(HasSubstr("\x07")));
  }
}

TEST_F(message, rubbish_octets_become_replacement_characters_in_json) {
  serve("text \"Subject: \\255\\254\\nFrom: a@b\\n\\n\\255\\n\"");
  const command_run got = plain("list", {"--json"});
  expect_success(got);
  EXPECT_THAT(std::string{json_of(got).as_array().at(0).at("subject").as_string()}, HasSubstr("\xEF\xBF\xBD"));
}

TEST_F(message, several_ids_are_a_json_value_a_line) {
  const command_run got = plain("info", {"3", "1", "--json"});
  expect_success(got);
  const std::size_t cut = got.out.find('\n');
  command_run first;
  first.out = got.out.substr(0, cut);
  command_run second;
  second.out = got.out.substr(cut + 1);
  EXPECT_EQ(json_of(first).at("sequence_number").as_int64(), 3);
  EXPECT_EQ(json_of(second).at("sequence_number").as_int64(), 1);
}

TEST_F(message, an_unknown_one_is_status_5) {
  for (const std::string verb : {"headers", "info", "show", "fetch", "delete"}) {
    expect_failure(plain(verb, {"4"}), 5);
    expect_failure(plain(verb, {"uid:nobody"}), 5);
  }
}

TEST_F(message, some_of_several_unknown_is_status_1_and_the_others_are_shown) {
  const command_run got = plain("show", {"9", "1", "--json"});
  EXPECT_EQ(got.status, 1);
  EXPECT_EQ(got.error_lines(), 1U);
  EXPECT_EQ(json_of(got).at("subject").as_string(), "dots");
}

TEST_F(message, all_of_several_unknown_is_the_cause_s_status) {
  expect_failure(plain("show", {"8", "9"}), 5);
}

TEST_F(message, headers_that_the_server_refuses_are_null_and_status_1) {
  serve(three_messages(), "rules = { { on = \"TOP\", argument = \"2 0\", reply = \"-ERR no\" } },");
  const command_run got = plain("list", {"--json"});
  EXPECT_EQ(got.status, 1);
  EXPECT_EQ(got.error_lines(), 1U);
  EXPECT_THAT(got.err, HasSubstr("--ids"));
  const boost::json::array list = json_of(got).as_array();
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0].at("subject").as_string(), "dots");
  EXPECT_TRUE(list[1].at("subject").is_null());
  EXPECT_EQ(list[1].at("sequence_number").as_int64(), 2);
  for (const std::string& command : commands()) EXPECT_THAT(command, Not(HasSubstr("RETR")));
  expect_success(plain("list", {"--ids"}));
}

}  // namespace
}  // namespace pop3kit::test
