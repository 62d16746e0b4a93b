#include <gmock/gmock.h>

#include <string>

#include "client/mail_message_data.hpp"
#include "message/file_name.hpp"

namespace pop3kit {
namespace {

using ::testing::SizeIs;

std::string file_name(const std::string& fields) {
  const auto message = testing::parse_text("From: a@example.org\n" + fields + "\n\nZ\n");
  EXPECT_THAT(message.attachments(), SizeIs(1)) << fields;
  return message.attachments().empty() ? "" : message.attachments()[0].file_name;
}

std::string name_of_pdf(const std::string& disposition) {
  return file_name("Content-Type: application/pdf\nContent-Disposition: " + disposition);
}

std::string text(const std::string& fields, const std::string& body) {
  return testing::parse_text("From: a@example.org\n" + fields + "\n\n" + body).text_body();
}

TEST(file_name_parameter, sections_count_in_the_order_of_their_numbers_rfc2231_3) {
  EXPECT_EQ(name_of_pdf("attachment; filename*1*=BBB.pdf; filename*0*=utf-8''AAA"), "AAABBB.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename*2=c; filename*0=a; filename*1=b"), "abc");
  EXPECT_EQ(name_of_pdf("attachment; filename*10=k; filename*9=j; filename*8=i; filename*7=h; filename*6=g; "
                        "filename*5=f; filename*4=e; filename*3=d; filename*2=c; filename*1=b; filename*0=a"),
            "abcdefghijk");
  EXPECT_EQ(name_of_pdf("attachment; filename*0=a; filename*2=c"), "a");
  EXPECT_EQ(name_of_pdf("attachment; filename*1=a; filename*2=b"), "ab");
  EXPECT_EQ(name_of_pdf("attachment; filename*0=a; filename*0=x; filename*1=b"), "ab");
}

TEST(file_name_parameter, the_plain_form_wins_over_sections_that_have_no_beginning_rfc2231_3) {
  EXPECT_EQ(name_of_pdf("attachment; filename*1*=x.pdf; filename=y.pdf"), "y.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename=y.pdf; filename*2=x.pdf; filename*1=z"), "y.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename*1=x.pdf; filename*=utf-8''y.pdf"), "y.pdf");
}

TEST(file_name_parameter, keeps_what_follows_an_octet_that_begins_no_character) {
  EXPECT_EQ(engine::bare_file_name("a\xC2"
                                   "b.pdf"),
            "a\xC2"
            "b.pdf");
  EXPECT_EQ(engine::bare_file_name("a\xC2\x85"
                                   "b.pdf"),
            "ab.pdf");
}

TEST(file_name_parameter, may_mix_plain_and_extended_sections_rfc2231_4_1) {
  EXPECT_EQ(name_of_pdf("attachment; filename*1=\"%41\"; filename*0*=utf-8''%C3%A4; filename*2*=%41"), "ä%41A");
  EXPECT_EQ(name_of_pdf("attachment; filename*1*=%BCber.pdf; filename*0*=utf-8''%C3"), "über.pdf");
}

TEST(file_name_parameter, extended_form_wins_over_the_plain_one) {
  EXPECT_EQ(name_of_pdf("attachment; filename=plain.pdf; filename*=utf-8''pl%C3%A4in.pdf"), "pläin.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename*=utf-8''pl%C3%A4in.pdf; filename=plain.pdf"), "pläin.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename=plain.pdf; filename*1*=in.pdf; filename*0*=utf-8''pl%C3%A4"),
            "pläin.pdf");
}

TEST(file_name_parameter, extended_form_may_lack_charset_or_marks) {
  EXPECT_EQ(name_of_pdf("attachment; filename*=''pl%C3%A4in.pdf"), "pläin.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename*=pl%C3%A4in.pdf"), "pläin.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename*=\"utf-8''pl%C3%A4in.pdf\""), "pläin.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename*=utf-8''100%.pdf"), "100%.pdf");
}

TEST(file_name_parameter, encoded_words_may_be_split_inside_a_character) {
  EXPECT_EQ(name_of_pdf("attachment; filename=\"=?utf-8?B?w6TD?=\n =?utf-8?B?vC5wZGY=?=\""), "äü.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename*0=\"=?utf-8?Q?=C3=A4=C3?=\"; filename*1=\" =?utf-8?Q?=BC.pdf?=\""),
            "äü.pdf");
  EXPECT_EQ(file_name("Content-Type: application/pdf; name==?iso-8859-1?Q?=E4.pdf?="), "ä.pdf");
}

TEST(file_name_parameter, does_not_need_a_disposition_type) {
  EXPECT_EQ(name_of_pdf("filename=\"x.pdf\""), "x.pdf");
  EXPECT_EQ(name_of_pdf("; filename=x.pdf"), "x.pdf");
  EXPECT_EQ(file_name("Content-Disposition: filename=\"x.txt\""), "x.txt");
}

TEST(file_name_parameter, without_quotes_may_hold_blanks_and_parentheses) {
  EXPECT_EQ(name_of_pdf("attachment; filename=my last report.pdf; size=1"), "my last report.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename=report(1).pdf"), "report(1).pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename=report.pdf (the last one)"), "report.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename=report.pdf(the last one); size=1"), "report.pdf");
}

TEST(file_name_parameter, comments_and_blanks_may_stand_between_tokens_rfc2045_5_1) {
  EXPECT_EQ(name_of_pdf("(a (nested) one) attachment (b) ; (c) filename (d) = (e;=\\)) \"x.pdf\" (f)"), "x.pdf");
  EXPECT_EQ(file_name("Content-Type: (a) application (b) / (c) pdf ;; name = x.pdf ;"), "x.pdf");
}

TEST(file_name_parameter, tolerates_missing_semicolons_and_quotes) {
  EXPECT_EQ(file_name("Content-Type: application/pdf name=\"x.pdf\" size=1"), "x.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename=\"x.pdf"), "x.pdf");
  EXPECT_EQ(name_of_pdf("attachment; size=\"1; filename=x.pdf"), "x.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename=\"a;b\\\"c.pdf\""), "a;b\"c.pdf");
  EXPECT_EQ(name_of_pdf("attachment; filename=\"C:\\dir\\new.pdf\""), "new.pdf");
}

TEST(content_disposition, of_an_unknown_type_is_an_attachment_rfc2183_2_8) {
  EXPECT_EQ(file_name("Content-Disposition: x-unheard-of; filename=x.txt"), "x.txt");
  EXPECT_EQ(text("Content-Disposition: (c) \"INLINE\"; filename=x.txt", "shown\n"), "shown\n");
}

TEST(content_type, without_a_slash_keeps_its_parameters_rfc2045_5_2) {
  EXPECT_EQ(text("Content-Type: text; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit", "\xe9\n"), "é\n");
  EXPECT_EQ(text("Content-Type: charset=iso-8859-1", "\xe9\n"), "é\n");
  EXPECT_EQ(text("Content-Type: text/; charset=iso-8859-1", "\xe9\n"), "é\n");
  EXPECT_EQ(text("Content-Type: ; charset=iso-8859-1", "\xe9\n"), "é\n");
}

TEST(content_type, first_of_several_fields_counts) {
  EXPECT_EQ(text("Content-Type: text/plain; charset=iso-8859-1\nContent-Type: text/html", "\xe9\n"), "é\n");
}

TEST(content_transfer_encoding, is_read_without_comments_quotes_and_what_follows_rfc2045_1) {
  for (const char* value : {"base64 (really)", "(really) base64", "(a (b) \\) c)base64", "base64;", "\"base64\"",
                            "BASE64 ; x=y", "base64\n (folded)", " base64 or so"}) {
    EXPECT_EQ(text(std::string("Content-Transfer-Encoding: ") + value, "aGVsbG8=\n"), "hello") << value;
  }
}

TEST(content_transfer_encoding, may_be_uuencode) {
  const std::string body = "preamble\nbegin 644 hello.txt\n%:&5L;&\\\n#(2`A\n`\nend\nepilogue\n";
  for (const char* name : {"x-uuencode", "uuencode", "x-uue", "X-UUENCODE (old)"}) {
    EXPECT_EQ(text(std::string("Content-Transfer-Encoding: ") + name, body), "hello! !") << name;
  }
  EXPECT_EQ(text("Content-Transfer-Encoding: x-uuencode", "no begin line\n"), "no begin line\n");
  EXPECT_EQ(text("Content-Transfer-Encoding: x-uuencode", "begin 644 x\n#04)#\n"), "ABC");
}

TEST(quoted_printable, loses_blanks_at_line_ends_rfc2045_6_7_rule_3) {
  EXPECT_EQ(text("Content-Transfer-Encoding: quoted-printable", "one \t\ntwo=20 \nthree=\t \nfour = \n   \nlast  "),
            "one\ntwo \nthreefour \nlast");
}

TEST(base64, ends_with_its_padding_unless_more_base64_follows_rfc2045_6_8) {
  EXPECT_EQ(text("Content-Transfer-Encoding: base64", "aGVsbG8=\n\n-- \nA footer of the list\n"), "hello");
  EXPECT_EQ(text("Content-Transfer-Encoding: base64", "aGVsbG8=\nIHdvcmxk\nIQ==\n"), "hello world!");
  EXPECT_EQ(text("Content-Transfer-Encoding: base64", "aGVs=bG8\n"), "hello");
}

}  // namespace
}  // namespace pop3kit
