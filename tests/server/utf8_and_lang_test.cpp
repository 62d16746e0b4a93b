#include <gtest/gtest.h>

#include "scenario_text.hpp"
#include "session/language_commands.hpp"
#include "stage.hpp"

namespace pop3kit::serving {
namespace {

const std::string international = "From: J\xc3\xbcrgen <j\xc3\xbcrgen@example.org>\r\nSubject: hi\r\n\r\nhi\r\n";
const std::string plain =
    "Subject: hi\r\n\r\ngr\xc3\xb6\xc3\x9f"
    "er\r\n";

class rfc6856 : public ::testing::Test {
 protected:
  rfc6856() {
    on_.what.extensions.utf8 = true;
    on_.what.extensions.languages = {spoken_language("en", "English"), spoken_language("es", "Espa\xc3\xb1ol"),
                                     spoken_language("es-MX", "Espa\xc3\xb1ol de M\xc3\xa9xico")};
    on_.what.listen.mechanisms = {"USER"};
    on_.alice().mailbox = mailbox_of({international, plain});
  }
  stage on_;
};

TEST_F(rfc6856, capabilities_are_announced_2_and_3) {
  EXPECT_EQ(on_.connect().ask("CAPA\r\n"),
            "+OK Capability list follows\r\nTOP\r\nUIDL\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nPIPELINING\r\nUTF8 USER\r\n"
            "LANG\r\nEXPIRE NEVER\r\nUSER\r\nIMPLEMENTATION pop3kit\r\n.\r\n");
}

TEST_F(rfc6856, utf8_belongs_to_the_authorization_state_2_1) {
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_EQ(client.ask("UTF8\r\n"), "-ERR UTF8 comes before login\r\n");
}

TEST_F(rfc6856, utf8_takes_no_argument_2_1) {
  EXPECT_EQ(on_.connect().ask("UTF8 USER\r\n"), "-ERR too many arguments\r\n");
}

TEST_F(rfc6856, a_header_in_utf8_needs_the_mode_2_1) {
  line_client& client = on_.connect();
  client.log_in();
  const std::string refusal = "-ERR [UTF8] this message cannot be sent without UTF-8 mode\r\n";
  EXPECT_EQ(client.ask("RETR 1\r\n"), refusal);
  EXPECT_EQ(client.ask("TOP 1 0\r\n"), refusal);
  EXPECT_EQ(client.ask("RETR 2\r\n"), "+OK " + std::to_string(plain.size()) + " octets\r\n" + plain + ".\r\n");
}

TEST_F(rfc6856, in_the_mode_messages_go_out_as_they_are_2_1) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("UTF8\r\n"), "+OK UTF-8 mode is on\r\n");
  client.log_in();
  EXPECT_EQ(client.ask("RETR 1\r\n"),
            "+OK " + std::to_string(international.size()) + " octets\r\n" + international + ".\r\n");
}

TEST_F(rfc6856, stls_does_not_follow_utf8_2_1) {
  on_.with_tls = true;
  line_client& client = on_.connect();
  client.ask("UTF8\r\n");
  EXPECT_TRUE(client.ask("STLS\r\n").starts_with("-ERR STLS does not follow UTF8"));
}

TEST_F(rfc6856, a_user_may_have_a_name_beyond_ascii_2_2) {
  on_.what.accounts["j\xc3\xbcrgen"].name = "j\xc3\xbcrgen";
  on_.what.accounts["j\xc3\xbcrgen"].password = "schl\xc3\xbcssel";
  on_.what.accounts["j\xc3\xbcrgen"].mailbox = mailbox_of({});
  line_client& client = on_.connect();
  // The umlaut in two characters: SASLprep joins them.
  EXPECT_EQ(client.ask("USER ju\xcc\x88rgen\r\n"), "+OK send PASS\r\n");
  const std::string said = client.ask("PASS schlu\xcc\x88ssel\r\n");
  EXPECT_TRUE(said.starts_with("+OK ")) << said;
}

TEST_F(rfc6856, lang_lists_what_there_is_3_2) {
  EXPECT_EQ(
      on_.connect().ask("LANG\r\n"),
      "+OK Language listing follows:\r\nen English\r\nes Espa\xc3\xb1ol\r\nes-MX Espa\xc3\xb1ol de M\xc3\xa9xico\r\n"
      ".\r\n");
}

TEST_F(rfc6856, lang_takes_a_range_and_answers_by_the_tag_3_2) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("LANG es\r\n"), "+OK es Espa\xc3\xb1ol\r\n");
  EXPECT_EQ(client.ask("LANG ES-mx\r\n"), "+OK es-MX Espa\xc3\xb1ol de M\xc3\xa9xico\r\n");
  EXPECT_EQ(client.ask("LANG e\r\n"), "-ERR e is not known\r\n");
  EXPECT_EQ(client.ask("LANG uga\r\n"), "-ERR uga is not known\r\n");
  EXPECT_EQ(client.ask("LANG *\r\n"), "+OK en English\r\n");
}

TEST_F(rfc6856, the_preferred_language_may_vary_by_user_3_2) {
  on_.alice().language = "es";
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("LANG *\r\n"), "+OK en English\r\n");
  client.log_in();
  EXPECT_EQ(client.ask("LANG *\r\n"), "+OK es Espa\xc3\xb1ol\r\n");
}

TEST_F(rfc6856, without_a_preference_it_is_the_first_in_the_order_of_the_tags_3_2) {
  const auto made =
      scenario::parse("return scenario { extensions = { languages = { zz = 'Z', aa = 'A', ab = 'B' } } }");
  on_.what.extensions = described(made).extensions;
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("LANG *\r\n"), "+OK aa A\r\n");
  client.log_in();
  EXPECT_EQ(client.ask("LANG *\r\n"), "+OK aa A\r\n");
}

TEST(needs_utf8, looks_at_the_header_alone) {
  const auto needs = [](const std::string& message) { return needs_utf8(*mailbox_of({message})->open(0)); };
  EXPECT_TRUE(needs(international));
  EXPECT_FALSE(needs(plain));
  EXPECT_FALSE(needs(""));
  const std::string long_header = "X: " + std::string(10'000, 'x');
  EXPECT_TRUE(needs(long_header + "\xc3\xbc\r\n\r\n"));
  EXPECT_FALSE(needs(long_header + "\r\n\r\n\xc3\xbc"));
}

}  // namespace
}  // namespace pop3kit::serving
