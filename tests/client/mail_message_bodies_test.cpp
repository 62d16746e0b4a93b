#include <gmock/gmock.h>

#include "client/mail_message_data.hpp"

namespace pop3kit {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(mail_message, shows_a_message_that_is_no_mime_as_text) {
  const auto message = testing::parse_text("Subject: plain\n\nline one\n.line two\n");
  EXPECT_EQ(message.text_body(), "line one\n.line two\n");
  EXPECT_EQ(message.html_body(), "");
  EXPECT_THAT(message.attachments(), IsEmpty());
}

TEST(mail_message, without_header_is_all_text) {
  const auto message = testing::parse_file("no_header");
  EXPECT_THAT(message.headers().fields(), IsEmpty());
  EXPECT_EQ(message.text_body(), "Just a line of text,\nand: no colon makes this a field name with a space\n");
}

TEST(mail_message, without_body_has_empty_text) {
  const auto message = testing::parse_file("header_only");
  EXPECT_EQ(message.message_id(), "header-only@example.org");
  EXPECT_EQ(message.text_body(), "");
  EXPECT_THAT(message.attachments(), IsEmpty());
}

TEST(mail_message, begins_its_body_after_an_empty_first_line) {
  EXPECT_EQ(testing::parse_text("\nNote: no header\n").text_body(), "Note: no header\n");
}

TEST(mail_message, normalises_line_ends_of_text) {
  EXPECT_EQ(testing::parse_file("bare_line_ends").text_body(), "first\nsecond\nthird\nfourth\n");
}

TEST(mail_message, finds_text_and_html_in_nested_multiparts_rfc2046_5_1) {
  const auto message = testing::parse_file("nested_multiparts");
  EXPECT_EQ(message.text_body(), "Grüße");
  EXPECT_EQ(message.html_body(), "<p>Grüße <img src=\"cid:dot@example.org\"></p>");
}

TEST(mail_message, reads_html_alone) {
  const auto message = testing::parse_text("Content-Type: TEXT/HTML; charset=us-ascii\n\n<p>x</p>\n");
  EXPECT_EQ(message.html_body(), "<p>x</p>\n");
  EXPECT_EQ(message.text_body(), "");
}

TEST(mail_message, converts_text_from_its_charset) {
  EXPECT_EQ(testing::parse_file("raw_latin1").text_body(), "À bientôt\n");
}

TEST(mail_message, replaces_rubbish_in_text) {
  EXPECT_EQ(testing::parse_file("wrong_charset").text_body(), "Un caf\uFFFD, s'il vous pla\uFFFDt.\nDéjà vu.\n");
  EXPECT_EQ(testing::parse_file("raw_octets_undeclared").text_body(), "caf\uFFFD\nété\n");
  EXPECT_EQ(testing::parse_file("nul_octets").text_body(), "zero\uFFFDoctet\n");
}

TEST(mail_message, reads_ascii_or_unknown_charsets_as_utf8_if_the_text_is_utf8) {
  EXPECT_EQ(testing::parse_text("Content-Type: text/plain; charset=us-ascii\n\nété\n").text_body(), "été\n");
  EXPECT_EQ(testing::parse_text("Content-Type: text/plain; charset=x-unheard-of\n\nété\n").text_body(), "été\n");
}

TEST(mail_message, reads_a_charset_in_stray_quotes) {
  const std::string base64_of_cafe_in_latin1 = "\n\nY2Fm6Q==\n";
  for (const char* charset : {"\"iso-8859-1", "'iso-8859-1'", "\"iso-8859-1\" (Western)"}) {
    const auto message =
        testing::parse_text(std::string("Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=") +
                            charset + base64_of_cafe_in_latin1);
    EXPECT_EQ(message.text_body(), "café") << charset;
  }
}

TEST(mail_message, decodes_base64_with_garbage_rfc2045_6_8) {
  EXPECT_EQ(testing::parse_file("broken_base64").text_body(), "Grüße aus Köln");
}

TEST(mail_message, decodes_broken_quoted_printable_rfc2045_6_7) {
  EXPECT_EQ(testing::parse_file("broken_quoted_printable").text_body(),
            "soft break, é, é, lone = sign, =ZZ, 100 % = all\nends with ");
}

TEST(mail_message, reads_a_multipart_that_was_cut_off) {
  const auto message = testing::parse_file("missing_closing_boundary");
  EXPECT_EQ(message.text_body(), "hello");
  ASSERT_THAT(message.attachments(), SizeIs(1));
  EXPECT_EQ(message.attachments()[0].content, "%PDF-1.4\n%%EOF");
}

TEST(mail_message, shows_a_multipart_without_parts_as_text) {
  EXPECT_EQ(testing::parse_file("boundary_never_used").text_body(), "Somebody removed the parts\nand left this.\n");
  EXPECT_EQ(testing::parse_text("Content-Type: multipart/mixed\n\n--b\n\nx\n").text_body(), "--b\n\nx\n");
}

TEST(mail_message, takes_no_longer_line_for_its_boundary_rfc2046_5_1_1) {
  const auto message = testing::parse_text(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--bb\n--b x\n -- b\n--b \t\n\nsecond\n--b--\n");
  EXPECT_EQ(message.text_body(), "--bb\n--b x\n -- b");
  ASSERT_THAT(message.attachments(), SizeIs(1));
  EXPECT_EQ(message.attachments()[0].content, "second");
}

TEST(mail_message, takes_a_content_type_that_is_none_for_text_rfc2045_5_2) {
  EXPECT_EQ(testing::parse_text("Content-Type: text\n\nold\n").text_body(), "old\n");
  EXPECT_EQ(testing::parse_text("Content-Type:\n\nold\n").text_body(), "old\n");
}

TEST(mail_message, keeps_long_lines_whole) {
  const auto message = testing::parse_file("long_line");
  EXPECT_EQ(message.text_body(), std::string(100'000, 'x') + "\n");
  EXPECT_EQ(message.subject().size(), 2000 * 5 - 1);
}

}  // namespace
}  // namespace pop3kit
