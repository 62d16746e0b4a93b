#include <sstream>

#include "command_fixture.hpp"
#include "mailbox/message_rows.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// `list` with a server whose listings are unusual.
class listing_output : public command_test {
 protected:
  /// Three messages, with the replies of the rules in place of the server's.
  void serve_with(const std::string& rules) { serve(three_messages(), "rules = { " + rules + " },"); }
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST_F(listing_output, has_null_for_a_size_below_0_and_for_a_blank_unique_id) {
  serve_with(
      "{ on = \"LIST\", argument = \"\", raw = \"+OK\\r\\n1 10\\r\\n2 -1\\r\\n3 30\\r\\n.\\r\\n\" },"
      "{ on = \"UIDL\", argument = \"\", raw = \"+OK\\r\\n1 a\\r\\n2 \\r\\n3 c\\r\\n.\\r\\n\" }");
  const command_run got = plain("list", {"--ids", "--json"});
  expect_success(got);
  const boost::json::array list = json_of(got).as_array();
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0].at("size"), 10);
  EXPECT_TRUE(list[1].at("size").is_null());
  EXPECT_TRUE(list[1].at("unique_id").is_null());
  EXPECT_EQ(list[2].at("size"), 30);
  expect_success(plain("list", {"--ids"}));
  expect_success(plain("list"));
}

TEST_F(listing_output, shows_sizes_exactly_up_to_64_bits) {
  serve_with(
      "{ on = \"LIST\", argument = \"\", raw = \"+OK\\r\\n1 18446744073709551615\\r\\n.\\r\\n\" },"
      "{ on = \"UIDL\", argument = \"\", raw = \"+OK\\r\\n1 a\\r\\n.\\r\\n\" }");
  EXPECT_THAT(plain("list", {"--ids", "--json"}).out, HasSubstr("\"size\":18446744073709551615"));
  serve_with("{ on = \"LIST\", argument = \"\", raw = \"+OK\\r\\n1 18446744073709551616\\r\\n.\\r\\n\" }");
  expect_failure(plain("list", {"--ids"}), 6);
}

TEST_F(listing_output, of_list_and_uidl_that_disagree_is_what_is_known_and_status_1) {
  serve_with("{ on = \"UIDL\", argument = \"\", raw = \"+OK\\r\\n1 a\\r\\n3 c\\r\\n4 d\\r\\n.\\r\\n\" }");
  const command_run got = plain("list", {"--ids", "--json"});
  EXPECT_EQ(got.status, 1);
  EXPECT_EQ(got.error_lines(), 1U);
  EXPECT_THAT(got.err, HasSubstr("LIST and UIDL disagree: 2 of 4 messages are in only one of them"));
  const boost::json::array list = json_of(got).as_array();
  ASSERT_EQ(list.size(), 4U);
  EXPECT_EQ(list[0].at("unique_id"), "a");
  EXPECT_TRUE(list[1].at("unique_id").is_null());
  EXPECT_FALSE(list[1].at("size").is_null());
  EXPECT_EQ(list[3].at("unique_id"), "d");
  EXPECT_TRUE(list[3].at("size").is_null());
}

TEST_F(listing_output, without_uidl_is_no_disagreement) {
  serve_with("{ on = \"UIDL\", reply = \"-ERR unknown command\" }");
  const command_run got = plain("list", {"--ids", "--json"});
  expect_success(got);
  EXPECT_TRUE(json_of(got).as_array().at(0).at("unique_id").is_null());
}

TEST_F(listing_output, is_not_padded_to_the_width_of_one_long_unique_id) {
  const std::string id(8000, 'x');
  serve_with("{ on = \"UIDL\", argument = \"\", raw = \"+OK\\r\\n1 a\\r\\n2 " + id +
             "\\r\\n3 c\\r\\n.\\r\\n\" }, { on = \"UIDL\", argument = \"1\", reply = \"+OK 1 a\" }, { on = \"UIDL\", "
             "argument = \"2\", reply = \"+OK 2 " +
             id + "\" }, { on = \"UIDL\", argument = \"3\", reply = \"+OK 3 c\" }");
  for (const std::vector<std::string>& options : {std::vector<std::string>{"--ids"}, std::vector<std::string>{}}) {
    const command_run got = plain("list", options);
    expect_success(got);
    const std::vector<std::string> lines = lines_of(got.out);
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_LT(lines[0].size(), 200U);
    EXPECT_LT(lines[1].size(), 200U);
    EXPECT_THAT(lines[2], HasSubstr(id + "  "));
    EXPECT_LT(lines[3].size(), 200U);
  }
}

TEST_F(listing_output, cuts_a_subject_that_is_wider_than_200_columns) {
  serve("text \"Subject: " + std::string(5000, 's') + "\\n\\n\"");
  const command_run got = plain("list");
  expect_success(got);
  EXPECT_THAT(lines_of(got.out).at(1), ::testing::EndsWith("  " + std::string(200, 's')));
}

TEST_F(listing_output, is_complete_and_valid_if_the_connection_is_lost_among_the_headers) {
  serve_with("{ on = \"TOP\", argument = \"2 0\", close = \"reset\" }");
  const command_run got = plain("list", {"--json", "--pipelining", "off"});
  EXPECT_EQ(got.status, 3);
  EXPECT_EQ(got.error_lines(), 1U);
  const boost::json::array list = json_of(got).as_array();
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0].at("subject"), "dots");
  EXPECT_TRUE(list[1].at("subject").is_null());
  EXPECT_FALSE(list[1].at("size").is_null());
  EXPECT_TRUE(list[2].at("subject").is_null());
}

std::vector<message_info> numbered(std::initializer_list<sequence_number> numbers) {
  std::vector<message_info> messages;
  for (const sequence_number number : numbers) messages.emplace_back().sequence_number = number;
  return messages;
}

header_collection titled(const std::string& subject) {
  return header_collection::parse("Subject: " + subject + "\r\n\r\n");
}

class rows_in_order : public ::testing::Test {
 protected:
  static std::string format(const message_info& message) {
    const std::string number = std::to_string(message.sequence_number);
    return message.headers ? number + " " + message.headers->subject().value_or("?") : number;
  }

  std::vector<message_info> messages_ = numbered({1, 4, 6});
  std::vector<std::string> printed_;
  command::message_rows rows_{messages_, format, [this](const std::string& row) { printed_.push_back(row); }};
};

TEST_F(rows_in_order, are_printed_as_soon_as_all_before_them_are) {
  rows_.add(6, titled("six"));
  EXPECT_THAT(printed_, IsEmpty());
  EXPECT_EQ(rows_.waiting_octets(), 5U);
  rows_.add(1, titled("one"));
  EXPECT_THAT(printed_, ElementsAre("1 one"));
  rows_.add(4, titled("four"));
  EXPECT_THAT(printed_, ElementsAre("1 one", "4 four", "6 six"));
  EXPECT_EQ(rows_.waiting_octets(), 0U);
}

TEST_F(rows_in_order, are_printed_without_headers_if_none_came) {
  rows_.add(4, titled("four"));
  rows_.finish();
  EXPECT_THAT(printed_, ElementsAre("1", "4 four", "6"));
}

TEST_F(rows_in_order, are_printed_once_and_only_for_listed_messages) {
  rows_.add(1, titled("one"));
  rows_.add(1, titled("again"));
  rows_.add(5, titled("unknown"));
  rows_.finish();
  EXPECT_THAT(printed_, ElementsAre("1 one", "4", "6"));
}

}  // namespace
}  // namespace pop3kit::test
