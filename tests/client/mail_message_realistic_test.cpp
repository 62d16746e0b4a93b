#include <gmock/gmock.h>

#include <string>

#include "client/mail_message_data.hpp"

// The mail of scenarios/mail, as a server sends it.
namespace pop3kit {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

mail_message delivered(const std::string& name) {
  return testing::parse_text(testing::read_octets(std::filesystem::path(POP3KIT_SCENARIOS) / "mail" / (name + ".eml")));
}

TEST(realistic_mail, plain_note) {
  const auto message = delivered("plain_note");
  EXPECT_EQ(message.subject(), "Lunch on Thursday?");
  EXPECT_EQ(message.date(), "2026-11-16T08:12:41+01:00");
  EXPECT_EQ(message.message_id(), "20261116081241.GA1907@workshop.example.org");
  EXPECT_EQ(message.headers().from(), "Bob Baker <bob@example.org>");
  EXPECT_THAT(message.text_body(), StartsWith("Hi Alice,\n\nare you"));
  EXPECT_THAT(message.attachments(), IsEmpty());
}

TEST(realistic_mail, folded_and_encoded_header) {
  const auto message = delivered("folded_and_encoded_header");
  EXPECT_EQ(message.subject(), "Änderungen am Geschäftsbericht: bitte bis Freitag prüfen – 日本語版 folgt");
  EXPECT_EQ(
      message.headers().to(),
      "Alice Archer <alice@example.org>, André Lefèvre <andre@example.org>, \"Doe, Jane\" <jane.doe@example.org>");
  ASSERT_THAT(message.to(), SizeIs(3));
  EXPECT_EQ(message.to()[2].name, "Doe, Jane");
  ASSERT_THAT(message.cc(), SizeIs(1));
  EXPECT_EQ(message.cc()[0].name, "山田太郎");
  EXPECT_THAT(message.text_body(), HasSubstr("die Größenangaben in Tabelle 3 und den Schluss – der Rest bleibt"));
}

TEST(realistic_mail, text_and_html) {
  const auto message = delivered("text_and_html");
  EXPECT_THAT(message.text_body(), HasSubstr("* Crocus “Ruby Giant”\n"));
  EXPECT_THAT(message.html_body(), HasSubstr("<p>See you in the garden!</p>\n"));
  EXPECT_THAT(message.attachments(), IsEmpty());
  ASSERT_THAT(message.reply_to(), SizeIs(1));
}

TEST(realistic_mail, with_attachments) {
  const auto message = delivered("with_attachments");
  EXPECT_EQ(message.subject(), "Ihre Rechnung für November");
  EXPECT_EQ(message.text_body(), "");
  EXPECT_THAT(message.html_body(), HasSubstr("Vielen Dank für Ihren Auftrag!"));
  ASSERT_THAT(message.attachments(), SizeIs(3));
  EXPECT_EQ(message.attachments()[0].content_id, "chart@velo.example.org");
  EXPECT_EQ(message.attachments()[1].file_name, "Rechnung für November – Café Velo.pdf");
  EXPECT_THAT(message.attachments()[1].content, StartsWith("%PDF-1.4\n"));
  EXPECT_EQ(message.attachments()[2].file_name, "items.csv");
}

TEST(realistic_mail, lines_with_dots) {
  EXPECT_THAT(delivered("lines_with_dots").text_body(), StartsWith(".\nEverything behind the line above"));
}

TEST(realistic_mail, eight_bit_header_and_body) {
  const auto message = delivered("eight_bit");
  EXPECT_EQ(message.subject(), "Fika på fredag? ☕");
  EXPECT_EQ(message.headers().from(), "Åsa Öberg <asa@example.org>");
  EXPECT_THAT(message.text_body(), HasSubstr("Ελληνικός καφές, кофе, コーヒー"));
}

TEST(realistic_mail, latin1) {
  const auto message = delivered("latin1");
  EXPECT_EQ(message.subject(), "Réunion déplacée à 11h");
  EXPECT_THAT(message.text_body(), HasSubstr("la réunion est déplacée à onze heures"));
}

TEST(realistic_mail, mailing_list) {
  const auto message = delivered("mailing_list");
  EXPECT_EQ(message.subject(), "Re: [toolmakers] Sharpening small\tchisels");
  EXPECT_EQ(message.date(), "2026-11-18T08:39:58-08:00");
  ASSERT_THAT(message.from(), SizeIs(1));
  EXPECT_EQ(message.from()[0].name, "Dan O'Neill");
  EXPECT_THAT(message.cc(), IsEmpty());
  EXPECT_THAT(message.text_body(), HasSubstr("\n>From the steel's point of view"));
  ASSERT_THAT(message.attachments(), SizeIs(1));
  EXPECT_THAT(message.attachments()[0].content, HasSubstr("toolmakers mailing list"));
}

TEST(realistic_mail, calendar_invitation) {
  const auto message = delivered("calendar_invitation");
  EXPECT_THAT(message.html_body(), HasSubstr("<b>Quarterly review</b>"));
  ASSERT_THAT(message.attachments(), SizeIs(2));
  EXPECT_EQ(message.attachments()[0].content_type, "text/calendar");
  EXPECT_EQ(message.attachments()[1].file_name, "invite.ics");
  EXPECT_EQ(message.attachments()[0].content, message.attachments()[1].content);
}

TEST(realistic_mail, empty_body) {
  const auto message = delivered("empty_body");
  EXPECT_EQ(message.headers().find("X-Priority"), "1");
  EXPECT_EQ(message.text_body(), "");
}

TEST(realistic_mail, long_lines) {
  const auto message = delivered("long_lines");
  EXPECT_THAT(message.to(), SizeIs(25));
  EXPECT_THAT(message.text_body(), HasSubstr("\n\nThat was it.\n"));
}

TEST(realistic_mail, forwarded_message) {
  const auto message = delivered("forwarded_message");
  ASSERT_THAT(message.attachments(), SizeIs(1));
  EXPECT_EQ(mail_message(message.attachments()[0].content).subject(), "Delivery of your order – done");
}

TEST(realistic_mail, bounce) {
  const auto message = delivered("bounce");
  ASSERT_THAT(message.from(), SizeIs(1));
  EXPECT_EQ(message.from()[0].name, "Mail Delivery System");
  ASSERT_THAT(message.attachments(), SizeIs(2));
  EXPECT_EQ(message.attachments()[0].content_type, "message/delivery-status");
  EXPECT_EQ(message.attachments()[1].content_type, "text/rfc822-headers");
}

}  // namespace
}  // namespace pop3kit
