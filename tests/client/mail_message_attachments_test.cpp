#include <gmock/gmock.h>

#include <string_view>
#include <vector>

#include "client/mail_message_data.hpp"

namespace pop3kit {
namespace {

using namespace std::string_view_literals;
using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<std::string> file_names(const mail_message& message) {
  std::vector<std::string> names;
  for (const attachment& part : message.attachments()) names.push_back(part.file_name);
  return names;
}

TEST(mail_message, gives_attachments_in_order_with_what_the_header_says) {
  const auto message = testing::parse_file("nested_multiparts");
  ASSERT_THAT(message.attachments(), SizeIs(3));
  const attachment& picture = message.attachments()[0];
  EXPECT_EQ(picture.file_name, "dot.png");
  EXPECT_EQ(picture.content_type, "image/png");
  EXPECT_EQ(picture.content_id, "dot@example.org");
  EXPECT_TRUE(picture.content.starts_with("\x89PNG\r\n\x1a\n"));
  EXPECT_TRUE(picture.content.ends_with("IEND\xae\x42\x60\x82"));
  EXPECT_EQ(message.attachments()[1].file_name, "notes.txt");
  EXPECT_EQ(message.attachments()[1].content, "attached, not shown");
  EXPECT_EQ(message.attachments()[2].file_name, "");
  EXPECT_EQ(message.attachments()[2].content, "-- \r\na footer that a mailing list put there");
}

TEST(mail_message, decodes_base64_attachments_without_padding) {
  const auto message = testing::parse_file("broken_base64");
  ASSERT_THAT(message.attachments(), SizeIs(1));
  EXPECT_EQ(message.attachments()[0].content, "\x00\x01\x02\x03\x04\x05\x06\x07"sv);
  EXPECT_EQ(message.attachments()[0].file_name, "unpadded.bin");
}

TEST(mail_message, keeps_octets_of_unknown_transfer_encodings) {
  const auto message =
      testing::parse_text("Content-Type: application/x-thing\nContent-Transfer-Encoding: x-rot13\n\nuryyb\n");
  ASSERT_THAT(message.attachments(), SizeIs(1));
  EXPECT_EQ(message.attachments()[0].content, "uryyb\r\n");
}

TEST(mail_message, decodes_file_names_rfc2231) {
  EXPECT_THAT(file_names(testing::parse_file("rfc2231_names")),
              ElementsAre("Übersicht über alles.pdf", "naïve.txt", "broken\uFFFDname.png", "été.png", "café.txt",
                          "first-second.txt", "pläin.txt"));
}

TEST(mail_message, lets_no_file_name_out_of_its_directory_rfc2183_5) {
  EXPECT_THAT(file_names(testing::parse_file("hostile_names")),
              ElementsAre("passwd", "evil.dll", "authorized_keys", "", "", "abc.txt", "invoicefdp.exe", "autoexec.bat",
                          "shadow"));
}

TEST(mail_message, names_a_part_by_its_type_if_the_disposition_does_not) {
  const auto message =
      testing::parse_text("Content-Type: image/gif; name=\"a b.gif\"\nContent-Disposition: inline\n\nx\n");
  EXPECT_THAT(file_names(message), ElementsAre("a b.gif"));
}

TEST(mail_message, lets_no_control_character_into_what_the_header_says) {
  const mail_message message("Content-Type: image/p\x01ng\r\nContent-ID: <a\rb\x02>\r\n\r\nx\r\n");
  ASSERT_THAT(message.attachments(), SizeIs(1));
  EXPECT_EQ(message.attachments()[0].content_id, "ab");
  EXPECT_EQ(message.attachments()[0].content_type.find('\x01'), std::string::npos);
}

TEST(mail_message, attaches_text_that_says_so) {
  const auto message =
      testing::parse_text("Content-Type: text/plain\nContent-Disposition: ATTACHMENT; filename=a.txt\n\nx\n");
  EXPECT_EQ(message.text_body(), "");
  EXPECT_THAT(file_names(message), ElementsAre("a.txt"));
}

TEST(mail_message, attaches_a_message_inside_the_message_octet_for_octet) {
  const auto message = testing::parse_file("message_in_message");
  EXPECT_EQ(message.text_body(), "See below.");
  EXPECT_EQ(message.html_body(), "");
  ASSERT_THAT(message.attachments(), SizeIs(1));
  const attachment& inner = message.attachments()[0];
  EXPECT_EQ(inner.content_type, "message/rfc822");
  EXPECT_EQ(inner.file_name, "inner.eml");
  EXPECT_NE(message.octets().find(inner.content), std::string::npos);
  EXPECT_EQ(mail_message(inner.content).text_body(), "inner text");
  EXPECT_EQ(mail_message(inner.content).html_body(), "<p>inner html</p>");
}

TEST(mail_message, attaches_the_letters_of_a_digest_rfc2046_5_1_5) {
  const auto message = testing::parse_file("digest");
  EXPECT_EQ(message.text_body(), "In this digest: two letters.");
  ASSERT_THAT(message.attachments(), SizeIs(2));
  EXPECT_EQ(message.attachments()[1].content_type, "message/rfc822");
  EXPECT_EQ(mail_message(message.attachments()[1].content).subject(), "second letter");
}

}  // namespace
}  // namespace pop3kit
