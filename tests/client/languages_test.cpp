#include <gmock/gmock.h>

#include "client/client_stage.hpp"
#include "session/login_plan.hpp"

namespace pop3kit::testing {
namespace {

const std::string offer = "S! +OK|USER|UIDL|TOP|UTF8 USER|LANG|.\n";
const std::string login = "C: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\nC: CAPA\n" + offer;

TEST(utf8, goes_out_before_the_login_rfc6856_2_1) {
  client_stage stage;
  stage.serve(script("S: +OK\nC: CAPA\n" + offer + "C: UTF8\nS: +OK\n" + login));
  EXPECT_TRUE(stage.run(stage.mail().enable_utf8()));
  EXPECT_TRUE(stage.run(stage.mail().enable_utf8())) << "the session is in the mode already";
  EXPECT_EQ(stage.differences(), "");
}

TEST(utf8, comes_too_late_in_a_session_rfc6856_2_1) {
  client_stage stage;
  stage.serve(script("S: +OK\nC: CAPA\n" + offer + login + "C: NOOP\nS: +OK"));
  value_of(stage.run(stage.mail().connect()));
  const failure why = failure_of(stage.run(stage.mail().enable_utf8()));
  EXPECT_EQ(why.code(), errc::wrong_state);
  EXPECT_TRUE(why.session_usable());
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(utf8, that_is_required_and_not_there_ends_the_session) {
  client_stage stage;
  stage.serve(script("S: +OK\nC: CAPA\nS! +OK|USER|."));
  stage.serve(script("S: +OK\nC: CAPA\n" + offer + "C: UTF8\nS: -ERR not today"));
  // Neither is asked for when the client connects again.
  stage.serve(script("S: +OK\nC: CAPA\n" + offer + login));
  failure why = failure_of(stage.run(stage.mail().enable_utf8()));
  EXPECT_EQ(why.code(), errc::capability_missing);
  EXPECT_FALSE(why.session_usable());
  why = failure_of(stage.run(stage.mail().enable_utf8()));
  EXPECT_EQ(why.code(), errc::refused);
  EXPECT_EQ(why.verb(), "UTF8");
  EXPECT_FALSE(why.session_usable());
  EXPECT_TRUE(stage.run(stage.mail().connect()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(utf8, that_is_automatic_takes_what_it_gets) {
  client_stage stage;
  stage.options.utf8 = utf8_mode::automatic;
  stage.serve_session("");
  stage.serve(script("S: +OK\nC: CAPA\n" + offer + "C: UTF8\nS: -ERR not today\n" + login));
  EXPECT_TRUE(stage.run(stage.mail().connect()));
  stage.mail().close();
  EXPECT_TRUE(stage.run(stage.mail().connect()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(utf8, is_what_a_refusal_may_ask_for_rfc6856_5) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS: -ERR [UTF8] internationalised");
  const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(why.code(), errc::utf8_needed);
  EXPECT_EQ(why.reply()->code, response_code::utf8);
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

class plan_beyond_ascii : public ::testing::Test {
 protected:
  static std::vector<std::string> planned(credentials who, const std::vector<std::string>& user_parameters,
                                          bool utf8 = true) {
    std::vector<capabilities::entry> entries;
    entries.emplace_back("USER", std::vector<std::string>());
    if (utf8) entries.emplace_back("UTF8", user_parameters);
    const capabilities offered(std::move(entries));
    engine::login_circumstances circumstances;
    circumstances.offered = &offered;
    circumstances.secured = true;
    circumstances.timestamp = true;
    std::vector<std::string> names;
    const auto plan = engine::plan_login(who, circumstances);
    if (plan) {
      for (const auto* each : *plan) names.emplace_back(each->name);
    }
    return names;
  }
};

TEST_F(plan_beyond_ascii, needs_utf8_user_for_user_and_apop_rfc6856_2_2) {
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  EXPECT_THAT(planned(credentials("j\xc3\xbcrgen", "x"), {"USER"}), ElementsAre("USER", "APOP"));
  EXPECT_THAT(planned(credentials("alice", "schl\xc3\xbcssel"), {"user"}), ElementsAre("USER", "APOP"));
  EXPECT_THAT(planned(credentials("j\xc3\xbcrgen", "x"), {}), IsEmpty());
  EXPECT_THAT(planned(credentials("alice", "schl\xc3\xbcssel"), {}, false), IsEmpty());
  EXPECT_THAT(planned(credentials("alice", "ascii"), {}, false), ElementsAre("USER", "APOP"));
}

TEST_F(plan_beyond_ascii, uses_the_mechanism_that_is_named) {
  credentials who("alice", "schl\xc3\xbcssel");
  who.mechanism = "USER";
  EXPECT_THAT(planned(who, {}, false), ::testing::ElementsAre("USER"));
}

class lang : public ::testing::Test {
 protected:
  void serve(const std::string& dialogue) { stage_.serve_session(dialogue, {"LANG"}); }
  client_stage stage_;
};

TEST_F(lang, lists_languages_rfc6856_3_2) {
  serve("C: LANG\nS! +OK Language listing follows:|en English|en-boont English Boontling dialect|it|.");
  const auto known = value_of(stage_.run(stage_.mail().languages()));
  ASSERT_EQ(known.size(), 3U);
  EXPECT_EQ(known[1].tag, "en-boont");
  EXPECT_EQ(known[1].description, "English Boontling dialect");
  EXPECT_EQ(known[2].tag, "it");
  EXPECT_EQ(known[2].description, "");
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(lang, chooses_one_and_returns_its_tag_rfc6856_3_2) {
  serve("C: LANG es\nS: +OK es Idioma cambiado\nC: LANG *\nS: +OK sv Kommandot LANG lyckades\nC: LANG de\nS: +OK");
  EXPECT_EQ(value_of(stage_.run(stage_.mail().set_language("es"))), "es");
  EXPECT_EQ(value_of(stage_.run(stage_.mail().set_language("*"))), "sv");
  EXPECT_EQ(value_of(stage_.run(stage_.mail().set_language("de"))), "de");
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(lang, that_the_server_does_not_offer_is_refused_rfc6856_3_2) {
  serve("C: LANG uga\nS: -ERR es Idioma <<UGA>> no es conocido");
  const failure why = failure_of(stage_.run(stage_.mail().set_language("uga")));
  EXPECT_EQ(why.code(), errc::language_unknown);
  EXPECT_EQ(why.reply()->text, "es Idioma <<UGA>> no es conocido");
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(lang, cannot_inject_a_command) {
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().set_language("en\r\nDELE 1"))).code(), errc::line_break_in_argument);
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().set_language("en de"))).code(), errc::space_in_argument);
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().set_language(""))).code(), errc::empty_argument);
  EXPECT_EQ(stage_.connections(), 0U);
}

TEST_F(lang, that_is_not_announced_is_not_sent) {
  stage_.serve_session("C: NOOP\nS: +OK");
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().languages())).code(), errc::capability_missing);
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().set_language("en"))).code(), errc::capability_missing);
  EXPECT_TRUE(stage_.run(stage_.mail().noop()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(lang, listing_is_bounded_and_well_formed) {
  stage_.options.limits.listing_entries = 1;
  serve("C: LANG\nS! +OK|en English|de Deutsch|.");
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().languages())).code(), errc::too_many_entries);
  serve("C: LANG\nS! +OK||.");
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().languages())).code(), errc::malformed_response);
}

}  // namespace
}  // namespace pop3kit::testing
