#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using rfc6856 = played_scenario;

client_options as_juergen(client_options chosen) {
  chosen.login = credentials("jürgen", "schlüssel");
  return chosen;
}

TEST_F(rfc6856, utf8) {
  play("rfc6856/utf8.lua");
  client plain{as_juergen(options())};
  const auto refused = plain.fetch_message(1);
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::utf8_needed);
  EXPECT_TRUE(refused.error().session_usable());
  EXPECT_EQ(plain.get_message_headers(1).error().code(), errc::utf8_needed);
  EXPECT_EQ(plain.fetch_message(2).value().subject(), "plain");
  EXPECT_EQ(plain.enable_utf8().error().code(), errc::wrong_state);
  EXPECT_TRUE(plain.quit().has_value());

  ASSERT_TRUE(plain.enable_utf8().has_value());
  ASSERT_TRUE(plain.connect().has_value());
  EXPECT_EQ(plain.fetch_message(1).value().subject(), "Grüße");
  EXPECT_TRUE(plain.enable_utf8().has_value());
  EXPECT_TRUE(plain.quit().has_value());

  client_options by_digest = as_juergen(options(security::none));
  by_digest.login.mechanism = "APOP";
  by_digest.utf8 = utf8_mode::required;
  EXPECT_EQ(client{by_digest}.get_message_count().value(), 2U);
}

TEST_F(rfc6856, languages) {
  play("rfc6856/languages.lua");
  client mail = this->mail();
  const auto known = mail.languages();
  ASSERT_TRUE(known.has_value()) << known.error().message();
  std::vector<std::string> tags;
  for (const language& each : *known) tags.push_back(each.tag + "=" + each.description);
  EXPECT_THAT(tags, ElementsAre("en=English", "en-boont=English Boontling dialect", "es=Español", "sv=Svenska"));
  EXPECT_EQ(mail.set_language("sv").value(), "sv");
  EXPECT_EQ(mail.set_language("*").value(), "es");
  const auto unknown = mail.set_language("uga");
  ASSERT_TRUE(unknown.has_error());
  EXPECT_EQ(unknown.error().code(), errc::language_unknown);
  EXPECT_TRUE(unknown.error().session_usable());
  EXPECT_EQ(mail.get_message_count().value(), 1U);
}

}  // namespace
}  // namespace pop3kit::scenarios
