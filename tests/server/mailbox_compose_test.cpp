#include <gmock/gmock.h>

#include "mailbox/composed_message.hpp"
#include "mailbox/header_field.hpp"
#include "mailbox/transfer_encoding.hpp"
#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string composed(const std::string& fields) {
  const auto made = with_mailbox("message { " + fields + " }");
  return octets_of(*described(made).accounts.at("alice").mailbox, 0);
}

std::string field(std::string_view name, std::string_view value) {
  std::string out;
  append_unstructured_field(out, name, value);
  return out;
}

std::string addresses(const std::vector<std::string>& list) {
  std::string out;
  append_address_field(out, "To", list);
  return out;
}

TEST(header_field, plain_text_stays_as_it_is) {
  EXPECT_EQ(field("Subject", "hello, world"), "Subject: hello, world\r\n");
  EXPECT_EQ(field("Subject", "two  spaces"), "Subject: two  spaces\r\n");
}

TEST(header_field, long_text_is_folded_at_white_space_rfc5322_2_2_3) {
  std::string value;
  for (int word = 0; word < 40; ++word) value += "word" + std::to_string(word) + " ";
  value += "end";
  const auto made = field("Subject", value);
  std::string unfolded;
  std::string_view rest = made;
  while (!rest.empty()) {
    const auto end = rest.find("\r\n");
    EXPECT_LE(end, 78U);
    unfolded += rest.substr(0, end);
    rest.remove_prefix(end + 2);
  }
  EXPECT_EQ(unfolded, "Subject: " + value);
}

TEST(header_field, other_text_becomes_encoded_words_rfc2047) {
  EXPECT_EQ(field("Subject", "Grüße"), "Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n");
}

TEST(header_field, encoded_words_are_short_and_split_no_character_rfc2047_2) {
  std::string value;
  for (int time = 0; time < 60; ++time) value += "ü€";
  const auto made = field("Subject", value);
  std::string_view rest = made;
  for (auto begin = rest.find("=?"); begin != std::string_view::npos; begin = rest.find("=?")) {
    const auto end = rest.find("?=", begin + 10) + 2;
    EXPECT_LE(end - begin, 75U);
    const auto word = rest.substr(begin, end - begin);
    EXPECT_THAT(std::string{word}, StartsWith("=?UTF-8?B?"));
    rest.remove_prefix(end);
  }
  EXPECT_THAT(made, Not(HasSubstr("\xc3")));
}

TEST(header_field, only_display_names_are_encoded_rfc2047_5) {
  EXPECT_EQ(addresses({"Zoë <zoe@example.org>"}), "To: =?UTF-8?B?Wm/Dqw==?= <zoe@example.org>\r\n");
  EXPECT_EQ(addresses({"alice@example.org", "Bob <bob@example.org>"}),
            "To: alice@example.org, Bob <bob@example.org>\r\n");
}

TEST(header_field, display_names_with_specials_are_quoted_rfc5322_3_2_4) {
  EXPECT_EQ(addresses({"Doe, John <j@example.org>"}), "To: \"Doe, John\" <j@example.org>\r\n");
  EXPECT_EQ(addresses({"\"Doe, John\" <j@example.org>"}), "To: \"Doe, John\" <j@example.org>\r\n");
  EXPECT_EQ(addresses({R"(a "b" \c <j@example.org>)"}), "To: \"a \\\"b\\\" \\\\c\" <j@example.org>\r\n");
}

TEST(header_field, parameters_in_other_letters_are_percent_encoded_rfc2231) {
  EXPECT_EQ(parameter("filename", "a b.txt"), ";\r\n filename=\"a b.txt\"");
  EXPECT_EQ(parameter("filename", "ü.txt"), ";\r\n filename*=UTF-8''%C3%BC.txt");
}

TEST(transfer_encoding, base64_rfc2045_6_8) {
  const auto lines = base64_lines(std::string(100, 'x'));
  EXPECT_EQ(lines.find("\r\n"), 76U);
  EXPECT_TRUE(lines.ends_with("\r\n"));
}

TEST(transfer_encoding, quoted_printable_rfc2045_6_7) {
  EXPECT_EQ(quoted_printable("a=b\n"), "a=3Db\r\n");
  EXPECT_EQ(quoted_printable("ü"), "=C3=BC\r\n");
  EXPECT_EQ(quoted_printable("end \n\tx\t"), "end=20\r\n\tx=09\r\n");
  std::string_view rest;
  const auto made = quoted_printable(std::string(300, 'y'));
  for (rest = made; !rest.empty(); rest.remove_prefix(rest.find("\r\n") + 2)) EXPECT_LE(rest.find("\r\n"), 76U);
}

TEST(date_text, is_written_as_rfc5322_3_3) {
  std::string out;
  append_date(out, first_mail_date);
  EXPECT_EQ(out, "Mon, 01 Jan 2024 09:00:00 +0000");
  out.clear();
  append_date(out, 1'709'251'199);
  EXPECT_EQ(out, "Thu, 29 Feb 2024 23:59:59 +0000");
}

TEST(message, has_the_fields_that_mail_has) {
  const auto made = composed("subject = 'hello', text = 'Hello.'");
  for (const auto* line : {"Date: ", "\r\nFrom: Ada Lovelace <ada@example.org>\r\n", "\r\nTo: alice@example.org\r\n",
                           "\r\nSubject: hello\r\n", "\r\nMessage-ID: <", "\r\nMIME-Version: 1.0\r\n"}) {
    EXPECT_THAT(made, HasSubstr(line));
  }
  EXPECT_TRUE(
      made.ends_with("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello.\r\n"));
}

TEST(message, fields_are_taken_from_the_table) {
  const auto made = composed(
      "from = 'Bob <bob@example.org>', to = { 'a@example.org', 'b@example.org' }, cc = 'c@example.org', "
      "date = 'Tue, 02 Jan 2024 03:04:05 +0100'");
  EXPECT_THAT(made, StartsWith("Date: Tue, 02 Jan 2024 03:04:05 +0100\r\nFrom: Bob <bob@example.org>\r\n"
                               "To: a@example.org, b@example.org\r\nCc: c@example.org\r\n"));
}

TEST(message, other_letters_are_quoted_printable) {
  EXPECT_THAT(composed("text = 'Grüße'"), HasSubstr("quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe\r\n"));
}

TEST(message, text_and_html_are_alternatives_rfc2046_5_1_4) {
  const auto made = composed("text = 'plain', html = '<p>rich</p>'");
  const auto plain = made.find("Content-Type: text/plain");
  const auto rich = made.find("Content-Type: text/html");
  EXPECT_THAT(made, HasSubstr("Content-Type: multipart/alternative;\r\n boundary=\"=_"));
  EXPECT_LT(plain, rich);
  EXPECT_NE(rich, std::string::npos);
}

TEST(message, html_may_stand_alone) {
  const auto made = composed("html = '<p>rich</p>'");
  EXPECT_THAT(made, HasSubstr("Content-Type: text/html; charset=utf-8"));
  EXPECT_THAT(made, Not(HasSubstr("multipart")));
}

TEST(message, attachments_travel_in_base64_rfc2183) {
  const auto made =
      composed("text = 'see', attachments = { { name = 'n.txt', type = 'text/plain', content = 'foobar' } }");
  EXPECT_THAT(made, HasSubstr("Content-Type: multipart/mixed;"));
  EXPECT_THAT(made, HasSubstr("Content-Type: text/plain;\r\n name=\"n.txt\"\r\nContent-Disposition: attachment;\r\n "
                              "filename=\"n.txt\"\r\nContent-Transfer-Encoding: base64\r\n\r\nZm9vYmFy\r\n--=_"));
  EXPECT_TRUE(made.ends_with("--\r\n"));
}

TEST(message, an_attachment_may_be_a_file) {
  const temporary_folder folder;
  folder.write("octets.bin", std::string_view{"\0\xff\r", 3});
  const auto made = scenario::parse(
      "return scenario { accounts = { alice = { password = 'x', mailbox = message {\n"
      "attachments = { { file = 'octets.bin' } } } } } }",
      "t.lua", folder.path());
  EXPECT_THAT(octets_of(*described(made).accounts.at("alice").mailbox, 0), HasSubstr("\r\n\r\nAP8N\r\n"));
}

TEST(message, more_headers_follow_in_their_order_and_may_take_the_place_of_ours) {
  const auto made = composed("headers = { ['X-Z'] = '1', Received = { 'a', 'b' }, ['message-id'] = '<mine@x>' }");
  EXPECT_THAT(made, HasSubstr("\r\nX-Z: 1\r\nReceived: a\r\nReceived: b\r\nmessage-id: <mine@x>\r\nMIME-Version"));
  EXPECT_THAT(made, Not(HasSubstr("Message-ID")));
}

TEST(message, is_the_same_for_the_same_seed_only) {
  message_draft draft;
  draft.text = "x";
  draft.html = "y";
  EXPECT_EQ(compose(draft, 1), compose(draft, 1));
  EXPECT_NE(compose(draft, 1), compose(draft, 2));
}

}  // namespace
}  // namespace pop3kit::serving
