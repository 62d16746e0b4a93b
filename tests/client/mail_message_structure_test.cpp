#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "client/mail_message_data.hpp"

namespace pop3kit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string mixed(const std::string& parts) {
  return "From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n" + parts;
}

std::vector<std::string> types(const mail_message& message) {
  std::vector<std::string> found;
  for (const attachment& part : message.attachments()) found.push_back(part.content_type);
  return found;
}

TEST(mail_message_structure, empty_inner_multipart_does_not_hide_the_text) {
  for (const char* inner : {"\n", "", "\n\n \t\n\n", "\n--i--\n", "\n\n--i--\n\n", "\n--i\n--i--\n"}) {
    const auto message = testing::parse_text(
        mixed(std::string("--o\nContent-Type: multipart/alternative; boundary=i\n") + inner +
              "\n--o\nContent-Type: text/plain\n\nhello\n--o\nContent-Type: image/gif\n\nZ\n--o--\n"));
    EXPECT_EQ(message.text_body(), "hello") << inner;
    EXPECT_THAT(types(message), ElementsAre("image/gif")) << inner;
  }
}

TEST(mail_message_structure, text_of_an_inner_multipart_without_parts_does_not_hide_the_text) {
  const std::string inner = "--o\nContent-Type: multipart/alternative; boundary=i\n\nno delimiter here\n";
  const auto both = testing::parse_text(mixed(inner + "--o\nContent-Type: text/plain\n\nhello\n--o--\n"));
  EXPECT_EQ(both.text_body(), "hello");
  ASSERT_THAT(both.attachments(), SizeIs(1));
  EXPECT_EQ(both.attachments()[0].content, "no delimiter here");
  const auto alone = testing::parse_text(mixed(inner + "--o\nContent-Type: text/html\n\n<p>\n--o--\n"));
  EXPECT_EQ(alone.text_body(), "no delimiter here");
  EXPECT_EQ(alone.html_body(), "<p>");
  EXPECT_THAT(alone.attachments(), IsEmpty());
}

TEST(mail_message_structure, part_without_header_and_content_is_no_part) {
  const auto message = testing::parse_text(mixed("--o\n--o\n\n--o\n\n\n--o\n\nhello\n--o\n--o--\n"));
  EXPECT_EQ(message.text_body(), "hello");
  EXPECT_THAT(message.attachments(), IsEmpty());
}

TEST(mail_message_structure, delimiter_belongs_to_the_innermost_multipart_with_that_boundary) {
  const std::string inner =
      "--o\nContent-Type: multipart/alternative; boundary=o\n\n--o\nContent-Type: text/plain\n\nhello\n--o--\n";
  const auto message = testing::parse_text(mixed(inner + "\n--o\nContent-Type: image/gif; name=x.gif\n\nZ\n--o--\n"));
  EXPECT_EQ(message.text_body(), "hello");
  ASSERT_THAT(message.attachments(), SizeIs(1));
  EXPECT_EQ(message.attachments()[0].file_name, "x.gif");
  EXPECT_EQ(message.attachments()[0].content, "Z");
}

TEST(mail_message_structure, message_inside_with_the_boundary_of_the_outer_one_stays_whole) {
  const std::string inner = "Content-Type: multipart/mixed; boundary=o\n\n--o\n\ninner\n--o--\n";
  const auto message = testing::parse_text(mixed("--o\n\nhello\n--o\nContent-Type: message/rfc822\n\n" + inner +
                                                 "\n--o\nContent-Type: image/gif\n\nZ\n--o--\n"));
  EXPECT_EQ(message.text_body(), "hello");
  ASSERT_THAT(types(message), ElementsAre("message/rfc822", "image/gif"));
  EXPECT_EQ(mail_message(message.attachments()[0].content).text_body(), "inner");
}

TEST(mail_message_structure, outer_delimiter_ends_inner_multiparts_rfc2046_5_1_2) {
  const auto message = testing::parse_text(
      mixed("--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\nhello\n--o\nContent-Type: image/gif\n\nZ\n"
            "--i\n\nnot a part any more\n--o--\n--o\n\nepilogue\n"));
  EXPECT_EQ(message.text_body(), "hello");
  ASSERT_THAT(message.attachments(), SizeIs(1));
  EXPECT_EQ(message.attachments()[0].content, "Z\r\n--i\r\n\r\nnot a part any more");
}

TEST(mail_message_structure, header_of_a_part_ends_at_a_delimiter) {
  const auto message = testing::parse_text(
      mixed("--o\nContent-Type: image/gif; name=x.gif\n--o\nContent-Type: text/plain\n\nhello\n--o\nSubject: x\n"));
  EXPECT_EQ(message.text_body(), "hello");
  EXPECT_THAT(types(message), ElementsAre("image/gif", "text/plain"));
}

TEST(mail_message_structure, boundary_is_compared_without_blanks_at_its_end) {
  const auto message =
      testing::parse_text("Content-Type: multipart/mixed; boundary=\"o \"\n\n--o  \n\nhello\n--o \t\n\nmore\n--o-- \n");
  EXPECT_EQ(message.text_body(), "hello");
  EXPECT_THAT(message.attachments(), SizeIs(1));
}

TEST(mail_message_structure, boundary_may_be_split_into_sections_rfc2231_3) {
  const auto message = testing::parse_text(
      "Content-Type: multipart/mixed; boundary*1=def; boundary*0=abc\n\n--abcdef\n\nhello\n--abcdef--\n");
  EXPECT_EQ(message.text_body(), "hello");
}

TEST(mail_message_structure, multipart_without_subtype_is_mixed) {
  EXPECT_EQ(testing::parse_text("Content-Type: multipart; boundary=o\n\n--o\n\nhello\n--o--\n").text_body(), "hello");
}

TEST(mail_message_structure, lines_may_end_with_cr_alone) {
  const mail_message message(
      "Subject: old\rContent-Type: multipart/mixed;\r boundary=o\r\r--o\r\rhello\r--o\rContent-Type: image/gif\r\rZ\r"
      "--o--\r");
  EXPECT_EQ(message.subject(), "old");
  EXPECT_EQ(message.text_body(), "hello");
  EXPECT_THAT(types(message), ElementsAre("image/gif"));
  EXPECT_EQ(message.octets().find('\n'), std::string::npos);
}

TEST(mail_message_structure, lines_may_end_with_several_crs) {
  const mail_message message(
      "Subject: a\r\r\n folded\r\r\nContent-Type: multipart/mixed; boundary=o\r\r\n\r\r\n--o\r\r\n\r\r\nhello\r\r\n"
      "--o--\r\r\n");
  EXPECT_EQ(message.subject(), "a folded");
  EXPECT_EQ(message.text_body(), "hello\n");
}

TEST(mail_message_structure, several_crs_before_an_lf_are_one_line_end_of_the_text) {
  EXPECT_EQ(mail_message("Subject: a\r\n\r\none\r\r\ntwo\r\r\r\n\r\nthree").text_body(), "one\ntwo\n\nthree");
  EXPECT_EQ(mail_message("Subject: a\r\n\r\none\rtwo\r\rthree\r\n").text_body(), "one\ntwo\n\nthree\n");
}

TEST(mail_message_structure, lines_that_end_with_cr_alone_may_have_a_last_one_that_ends_with_crlf) {
  for (const char* end : {"\r", "\r\n", "\n"}) {
    EXPECT_EQ(mail_message(std::string("a: b\r\rone\rtwo") + end).text_body(), "one\ntwo\n");
  }
}

TEST(mail_message_header, begins_after_what_does_not_belong_there) {
  for (const char* prefix :
       {"\xef\xbb\xbf", "\n", "\n\n\n", " \n", "\t\n\n", " ", "\t ", "\xef\xbb\xbf\n ", "  stray continuation\n",
        "From alice Sat Jan  1 00:00:00 2000\n", "From alice Sat Jan  1 00:00:00 2000\n\xef\xbb\xbf"}) {
    const auto message = testing::parse_text(std::string(prefix) +
                                             "Subject: found\nFrom: a@example.org\nContent-Type: text/html\n\n<p>\n");
    EXPECT_EQ(message.subject(), "found") << prefix;
    EXPECT_THAT(message.from(), SizeIs(1)) << prefix;
    EXPECT_EQ(message.html_body(), "<p>\n") << prefix;
    EXPECT_THAT(message.headers().fields(), SizeIs(3)) << prefix;
  }
}

TEST(mail_message_header, does_not_begin_in_text_that_only_looks_like_a_field) {
  for (const char* text : {"\nNote: this is text\n\nmore\n", "\n\nhello\nSubject: no\n", " indented: text\n\nmore\n"}) {
    EXPECT_THAT(testing::parse_text(text).headers().fields(), IsEmpty()) << text;
  }
  EXPECT_EQ(testing::parse_text("\nNote: this is text\n").text_body(), "Note: this is text\n");
  EXPECT_EQ(testing::parse_text(" indented: text\n").text_body(), " indented: text\n");
}

TEST(mail_message_header, of_a_part_may_begin_after_a_blank) {
  const auto message = testing::parse_text(mixed("--o\n Content-Type: text/html\n\n<p>\n--o\n\nhello\n--o--\n"));
  EXPECT_EQ(message.html_body(), "<p>");
  EXPECT_EQ(message.text_body(), "hello");
}

TEST(mail_message_header, of_a_part_does_not_begin_after_an_empty_line_rfc2046_5_1) {
  const auto message = testing::parse_text(mixed("--o\n\nSubject: text\n--o--\n"));
  EXPECT_EQ(message.text_body(), "Subject: text");
}

}  // namespace
}  // namespace pop3kit
