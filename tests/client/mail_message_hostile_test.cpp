#include <gmock/gmock.h>

#include <string>

#include "client/mail_message_data.hpp"

// What is asserted here is that each of these ends at all, within the stack and within the test's own time limit.
namespace pop3kit {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t time = 0; time < times; ++time) text += piece;
  return text;
}

TEST(hostile_message, nested_ten_thousand_deep) {
  std::string octets;
  for (int level = 0; level < 10'000; ++level) {
    const std::string number = std::to_string(level);
    octets.append("Content-Type: multipart/mixed; boundary=b").append(number);
    octets.append("\r\n\r\n--b").append(number).append("\r\n");
  }
  const mail_message message(octets + "\r\ndeep\r\n");
  EXPECT_EQ(message.text_body(), "");
  ASSERT_THAT(message.attachments(), SizeIs(1));
  EXPECT_EQ(message.attachments()[0].content_type, "multipart/mixed");
  EXPECT_TRUE(message.attachments()[0].content.ends_with("deep\r\n"));
}

TEST(hostile_message, messages_inside_messages) {
  const mail_message message(repeated("Content-Type: message/rfc822\r\n\r\n", 10'000) + "x\r\n");
  EXPECT_THAT(message.attachments(), SizeIs(1));
}

TEST(hostile_message, a_hundred_thousand_parts_and_more) {
  const mail_message message("Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
                             repeated("--b\r\n\r\nx\r\n", 100'010) + "--b--\r\n");
  EXPECT_EQ(message.text_body(), "x");
  EXPECT_THAT(message.attachments(), SizeIs(99'999));
}

TEST(hostile_message, groups_inside_groups) {
  const std::string to = "To: " + repeated("a:", 500'000);
  EXPECT_THAT(mail_message(to + "\r\n\r\n").to(), IsEmpty());
  const mail_message inside("Content-Type: message/rfc822\r\n\r\n" + to + "\r\n\r\nx\r\n");
  EXPECT_THAT(inside.attachments(), SizeIs(1));
}

TEST(hostile_message, an_endless_address_list) {
  const mail_message message("To: " + repeated("a@b,", 1'000'000) + "\r\n\r\n");
  EXPECT_THAT(message.to(), SizeIs(100'000));
  EXPECT_EQ(message.headers().to().value_or("").size(), 5U * 1'000'000 - 2);
}

TEST(hostile_message, marks_that_never_close) {
  for (const char* mark : {"(", "<", "[", "\"", "\\", "<\"", "=?", "=?utf-8?Q?", "=?utf-8?B?a?= (", "%"}) {
    const std::string many = repeated(mark, 50'000);
    std::string octets;
    octets.append("To: ").append(many).append("\r\nSubject: ").append(many).append("\r\nDate: ").append(many);
    octets.append("\r\nContent-Type: a/b; name*=utf-8''").append(many).append("\r\n\r\nx\r\n");
    const mail_message message(std::move(octets));
    EXPECT_THAT(message.attachments(), SizeIs(1)) << mark;
    EXPECT_LE(message.to().size(), 1U) << mark;
    EXPECT_EQ(message.date(), std::nullopt) << mark;
  }
}

TEST(hostile_message, a_header_line_of_a_hundred_megabytes) {
  const std::size_t length = 100'000'000;
  const mail_message message("Subject: " + std::string(length, 'x') + "\r\n\r\nbody\r\n");
  EXPECT_EQ(message.subject().size(), length);
  EXPECT_EQ(message.text_body(), "body\n");
}

TEST(hostile_message, a_line_of_raw_octets) {
  const std::size_t length = 1'000'000;
  const mail_message message("Content-Type: text/plain; charset=utf-7\r\nSubject: " + std::string(length, '\xff') +
                             "\r\n\r\n" + std::string(length, '\xff'));
  EXPECT_EQ(message.subject().size(), 3 * length);
  EXPECT_EQ(message.text_body().size(), 3 * length);
}

TEST(hostile_message, many_unknown_charsets) {
  std::string subject = "Subject:";
  for (int word = 0; word < 5'000; ++word) subject += " =?x-" + std::to_string(word) + "?Q?a?=";
  EXPECT_EQ(mail_message(subject + "\r\n\r\n").subject(), std::string(5'000, 'a'));
}

TEST(hostile_message, a_charset_for_every_word) {
  const std::string_view charsets[] = {"big5",        "gb18030",     "euc-kr",     "euc-jp",     "shift_jis",
                                       "iso-2022-jp", "koi8-r",      "koi8-u",     "iso-8859-2", "iso-8859-3",
                                       "iso-8859-4",  "iso-8859-5",  "iso-8859-6", "iso-8859-7", "iso-8859-9",
                                       "iso-8859-15", "windows-1250"};
  std::string subject = "Subject:";
  for (int round = 0; round < 10'000; ++round) {
    for (const std::string_view charset : charsets) subject.append(" =?").append(charset).append("?Q?a?=");
  }
  EXPECT_EQ(mail_message(subject + "\r\n\r\n").subject(), std::string(170'000, 'a'));
}

TEST(hostile_message, parameters_without_end) {
  std::string type = "Content-Type: a/b";
  for (int index = 0; index < 100'000; ++index) type += "; name*" + std::to_string(index) + "=x";
  const mail_message message(type + "\r\n\r\nx\r\n");
  ASSERT_THAT(message.attachments(), SizeIs(1));
  EXPECT_EQ(message.attachments()[0].content_type, "a/b");
}

TEST(hostile_message, a_boundary_of_dashes_in_a_body_of_dashes) {
  const mail_message message("Content-Type: multipart/mixed; boundary=" + std::string(70, '-') + "\r\n\r\n" +
                             repeated(std::string(69, '-') + "\r\n", 50'000));
  EXPECT_EQ(message.text_body().size(), 70U * 50'000);
}

}  // namespace
}  // namespace pop3kit
