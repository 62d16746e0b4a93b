#include <gmock/gmock.h>

#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::ElementsAre;

capabilities announced(const std::vector<std::vector<std::string>>& lines) {
  std::vector<capabilities::entry> entries;
  for (const auto& line : lines) entries.emplace_back(line.front(), std::vector(line.begin() + 1, line.end()));
  return capabilities(std::move(entries));
}

TEST(capabilities, say_how_long_messages_are_kept_rfc2449_6_7) {
  EXPECT_FALSE(announced({{"TOP"}}).expire());
  EXPECT_EQ(announced({{"EXPIRE", "30"}}).expire()->days, 30U);
  EXPECT_FALSE(announced({{"EXPIRE", "30"}}).expire()->differs_by_user);
  EXPECT_EQ(announced({{"EXPIRE", "5", "USER"}}).expire()->days, 5U);
  EXPECT_TRUE(announced({{"EXPIRE", "5", "user"}}).expire()->differs_by_user);
  EXPECT_EQ(announced({{"EXPIRE", "0"}}).expire()->days, 0U);
  EXPECT_EQ(announced({{"EXPIRE", "never"}}).expire()->days, std::nullopt);
  EXPECT_TRUE(announced({{"EXPIRE", "NEVER", "USER"}}).expire()->differs_by_user);
}

TEST(capabilities, say_how_long_to_wait_between_logins_rfc2449_6_5) {
  EXPECT_FALSE(announced({{"TOP"}}).login_delay());
  EXPECT_EQ(announced({{"LOGIN-DELAY", "900"}}).login_delay()->least, std::chrono::seconds{900});
  EXPECT_FALSE(announced({{"LOGIN-DELAY", "900"}}).login_delay()->differs_by_user);
  EXPECT_TRUE(announced({{"LOGIN-DELAY", "900", "USER"}}).login_delay()->differs_by_user);
}

TEST(capabilities, with_parameters_that_make_no_sense_say_nothing) {
  for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
           {"EXPIRE"}, {"EXPIRE", "soon"}, {"EXPIRE", "-1"}, {"EXPIRE", "1", "2"}, {"EXPIRE", "1", "USER", "x"}}) {
    EXPECT_FALSE(announced({line}).expire()) << ::testing::PrintToString(line);
  }
  for (const std::string value : {"", "soon", "18446744073709551615", "99999999999999999999"}) {
    EXPECT_FALSE(announced({{"LOGIN-DELAY", value}}).login_delay()) << value;
  }
}

TEST(capabilities, are_properties_rfc2449_6) {
  const capabilities none;
  const capabilities all = announced({{"TOP"},
                                      {"USER"},
                                      {"UIDL"},
                                      {"STLS"},
                                      {"PIPELINING"},
                                      {"RESP-CODES"},
                                      {"AUTH-RESP-CODE"},
                                      {"UTF8", "USER"},
                                      {"LANG"}});
  for (const auto property :
       {&capabilities::top, &capabilities::uidl, &capabilities::user, &capabilities::stls, &capabilities::pipelining,
        &capabilities::response_codes, &capabilities::authentication_codes, &capabilities::utf8,
        &capabilities::utf8_credentials, &capabilities::lang}) {
    EXPECT_TRUE((all.*property)());
    EXPECT_FALSE((none.*property)());
  }
  EXPECT_FALSE(announced({{"UTF8"}}).utf8_credentials());
}

TEST(capabilities, can_be_switched_off_whole_or_by_parameter) {
  const capabilities all = announced({{"TOP"}, {"SASL", "PLAIN", "NTLM"}, {"UTF8", "USER"}, {"UIDL"}});
  const capabilities left = all.without({"uidl", "Sasl ntlm", "UTF8 USER", "X-NONE"});
  EXPECT_TRUE(left.top());
  EXPECT_FALSE(left.uidl());
  EXPECT_THAT(left.sasl_mechanisms(), ElementsAre("PLAIN"));
  EXPECT_TRUE(left.utf8());
  EXPECT_FALSE(left.utf8_credentials());
}

TEST(switched_off, pipelining_is_lock_step) {
  client_stage stage;
  stage.options.switched_off = {"pipelining"};
  stage.serve_session("C: LIST\nS! +OK|.\nC: UIDL\nS! +OK|.", {"PIPELINING"});
  EXPECT_TRUE(stage.run(stage.mail().list_messages()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(switched_off, uidl_is_not_sent) {
  client_stage stage;
  stage.options.switched_off = {"UIDL"};
  stage.serve_session("C: LIST\nS! +OK|1 10|.\nC: LIST 1\nS: +OK 1 10");
  const auto listed = value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_FALSE(listed.front().unique_id);
  EXPECT_FALSE(value_of(stage.run(stage.mail().get_message_info(1, list_fields::ids_only))).unique_id);
  for (const failure& why : {failure_of(stage.run(stage.mail().list_unique_ids())),
                             failure_of(stage.run(stage.mail().fetch_message(unique_id("a"))))}) {
    EXPECT_EQ(why.code(), errc::capability_missing);
    EXPECT_EQ(why.detail(), "UIDL");
    EXPECT_TRUE(why.session_usable());
  }
  EXPECT_EQ(stage.differences(), "");
}

TEST(switched_off, top_is_not_sent) {
  client_stage stage;
  stage.options.switched_off = {"TOP"};
  stage.serve_session("C: LIST\nS! +OK|1 10|.\nC: UIDL\nS! +OK|1 a|.\nC: LIST 1\nS: +OK 1 10\nC: UIDL 1\nS: +OK 1 a");
  const auto listed = value_of(stage.run(stage.mail().list_messages()));
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_FALSE(listed.front().headers);
  EXPECT_EQ(stage.mail().last_report().headers_refused, 1U);
  EXPECT_FALSE(value_of(stage.run(stage.mail().get_message_info(1))).headers);
  EXPECT_EQ(stage.mail().last_report().headers_refused, 1U);
  const failure why = failure_of(stage.run(stage.mail().get_message_headers(1)));
  EXPECT_EQ(why.code(), errc::capability_missing);
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(switched_off, stls_is_not_offered) {
  client_stage stage;
  stage.options.protection = security::stls;
  stage.options.switched_off = {"STLS"};
  stage.serve(script("S: +OK\nC: CAPA\nS! +OK|STLS|."));
  EXPECT_EQ(failure_of(stage.run(stage.mail().connect())).code(), errc::tls_not_offered);
  EXPECT_EQ(stage.differences(), "");
}

TEST(switched_off, a_mechanism_is_not_tried) {
  client_stage stage;
  stage.options.switched_off = {"SASL PLAIN"};
  stage.serve(
      script("S: +OK\nC: CAPA\nS! +OK|SASL PLAIN|USER|.\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\n"
             "C: CAPA\nS! +OK|SASL PLAIN|USER|."));
  const auto connected = stage.run(stage.mail().connect());
  EXPECT_TRUE(connected) << connected.error().message();
  EXPECT_EQ(stage.differences(), "");
}

TEST(switched_off, capa_is_not_asked) {
  client_stage stage;
  stage.options.switched_off = {"CAPA"};
  stage.serve(script("S: +OK\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK"));
  EXPECT_TRUE(value_of(stage.run(stage.mail().get_capabilities())).entries().empty());
  EXPECT_EQ(stage.differences(), "");
}

TEST(info, of_a_message_that_list_refuses_asks_nothing_more_in_lock_step) {
  client_stage stage;
  stage.serve_session("C: LIST 7\nS: -ERR no such message\nC: NOOP\nS: +OK");
  const failure why = failure_of(stage.run(stage.mail().get_message_info(7)));
  EXPECT_EQ(why.code(), errc::no_such_message);
  EXPECT_TRUE(why.session_usable());
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
