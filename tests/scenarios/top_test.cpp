#include <array>
#include <fstream>
#include <iterator>

#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using top = played_scenario;

std::string served(const std::string& name) {
  std::ifstream in(std::string(POP3KIT_SCENARIOS) + "/mail/" + name + ".eml", std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(in), {}};
  std::string octets;
  for (const char octet : file) {
    if (octet == '\n' && !octets.ends_with('\r')) octets += '\r';
    octets += octet;
  }
  if (!octets.ends_with('\n')) octets += "\r\n";
  return octets;
}

TEST_F(top, ordinary) {
  play("ordinary.lua");
  constexpr std::array mails{"plain_note",
                             "folded_and_encoded_header",
                             "text_and_html",
                             "with_attachments",
                             "lines_with_dots",
                             "eight_bit",
                             "latin1",
                             "mailing_list",
                             "calendar_invitation",
                             "empty_body",
                             "long_lines",
                             "forwarded_message",
                             "bounce"};
  for (const auto how : {security::none, security::stls, security::implicit}) {
    client reader = mail(how);
    ASSERT_EQ(reader.get_message_count().value(), mails.size());
    for (std::size_t i = 0; i < mails.size(); ++i) {
      EXPECT_EQ(reader.fetch_message(i + 1).value().octets(), served(mails[i])) << mails[i];
    }
    EXPECT_TRUE(reader.quit().has_value());
  }
}

TEST_F(top, demo) {
  play("demo.lua");
  const auto alone = gist(mail().list_messages().value());
  client several = mail_over(5);
  EXPECT_EQ(alone.size(), 200U);
  EXPECT_EQ(gist(several.list_messages().value()), alone);
  // How many of the others log in before the work is done is up to the machine.
  EXPECT_EQ(several.last_report().refused, 0U);
  EXPECT_LE(several.last_report().opened, 5U);
}

}  // namespace
}  // namespace pop3kit::scenarios
