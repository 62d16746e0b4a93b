#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/error.hpp>
#include <pop3kit/result.hpp>
#include <sstream>
#include <string>
#include <type_traits>

namespace pop3kit {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

result<int> failing() {
  return errc::in_use;
}
result<> failing_void() {
  return failure{errc::in_use};
}

// g++ 12 destroys aggregates twice in co_await expressions.
static_assert(!std::is_aggregate_v<failure>);
static_assert(!std::is_aggregate_v<server_reply>);

TEST(result, value_of_a_failed_one_throws_error) {
  try {
    static_cast<void>(failing().value());
    FAIL() << "nothing was thrown";
  } catch (const error& thrown) {
    EXPECT_EQ(thrown.cause().code(), errc::in_use);
    EXPECT_STREQ(thrown.what(), failure{errc::in_use}.message().c_str());
    EXPECT_STREQ(thrown.code().category().name(), "pop3kit");
  }
}

TEST(result, value_of_a_failed_void_one_throws_error) {
  EXPECT_THROW(failing_void().value(), error);
}

TEST(result, error_is_a_system_error) {
  EXPECT_THROW(failing_void().value(), std::system_error);
}

TEST(result, value_of_a_good_one_is_the_value) {
  const result<int> good = 7;
  EXPECT_EQ(good.value(), 7);
  EXPECT_NO_THROW(result<>{}.value());
}

TEST(result, takes_codes_of_any_category) {
  const result<std::string> refused = boost::system::error_code{boost::asio::error::connection_refused};
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), fault::transport);
}

TEST(failure, that_is_a_temporary_gives_values_that_outlive_it) {
  const result<int> failed(failure(errc::refused, "a detail too long to be kept within a string itself"));
  const std::string& detail = failed.error().detail();
  EXPECT_EQ(detail, "a detail too long to be kept within a string itself");
  static_assert(!std::is_reference_v<decltype(failed.error().verb())>);
  static_assert(!std::is_reference_v<decltype(failed.error().reply())>);
  static_assert(!std::is_reference_v<decltype(failed.error().mechanisms_tried())>);
}

TEST(failure, misuse_leaves_the_session_usable) {
  EXPECT_TRUE(failure{errc::line_break_in_argument}.session_usable());
  EXPECT_TRUE(failure{errc::invalid_option}.session_usable());
  EXPECT_FALSE(failure{errc::session_lost}.session_usable());
}

TEST(failure, other_faults_end_the_session_until_said_otherwise) {
  for (const errc code : {errc::refused, errc::malformed_response, errc::connection_closed, errc::deadline_exceeded}) {
    EXPECT_FALSE(failure{code}.session_usable());
    EXPECT_TRUE(failure{code}.set_session_usable(true).session_usable());
  }
}

TEST(failure, advises_to_retry_later_if_the_server_asked_for_it) {
  for (const errc code : {errc::in_use, errc::login_delay, errc::temporary_failure}) {
    EXPECT_EQ(failure{code}.retry_advice(), retry::later);
  }
}

TEST(failure, advises_a_new_connection_if_the_old_one_broke) {
  for (const errc code : {errc::connection_closed, errc::deadline_exceeded, errc::message_truncated}) {
    EXPECT_EQ(failure{code}.retry_advice(), retry::now);
  }
  EXPECT_EQ(failure{boost::system::error_code{boost::asio::error::connection_reset}}.retry_advice(), retry::now);
}

TEST(failure, of_a_lost_session_advises_connect_and_no_repetition) {
  const failure why(errc::session_lost);
  EXPECT_EQ(why.retry_advice(), retry::never);
  EXPECT_EQ(why.message(), "the session has ended; call connect(), then list the messages again");
}

TEST(failure, of_the_system_advises_what_the_error_asks_for) {
  struct expectation {
    boost::system::errc::errc_t code;
    retry again;
    std::string_view advice;
  };
  const expectation expected[] = {
      {boost::system::errc::connection_refused, retry::never, "check host and port, and that the server runs"},
      {boost::system::errc::connection_reset, retry::now, "connect again"},
      {boost::system::errc::broken_pipe, retry::now, "connect again"},
      {boost::system::errc::network_unreachable, retry::never, "check the network"},
      {boost::system::errc::too_many_files_open, retry::never,
       "close files or connections, or raise the limit (ulimit -n)"},
  };
  for (const expectation& each : expected) {
    for (const auto* category : {&boost::system::generic_category(), &boost::system::system_category()}) {
      const failure why(boost::system::error_code(each.code, *category));
      EXPECT_EQ(why.retry_advice(), each.again) << why.message();
      EXPECT_TRUE(why.message().ends_with("; " + std::string(each.advice))) << why.message();
    }
  }
}

TEST(failure, of_an_unknown_kind_of_transport_is_not_repeated) {
  const failure why(boost::system::error_code(boost::asio::error::host_not_found));
  EXPECT_EQ(why.retry_advice(), retry::never);
}

TEST(failure, advises_against_repeating_what_cannot_succeed) {
  for (const errc code : {errc::authentication_failed, errc::certificate_untrusted, errc::argument_too_long,
                          errc::permanent_failure, errc::cancelled, errc::file_unreadable}) {
    EXPECT_EQ(failure{code}.retry_advice(), retry::never);
  }
  EXPECT_EQ(failure{errc::refused}.set_retry(retry::now).retry_advice(), retry::now);
}

TEST(failure, message_says_what_and_what_to_do) {
  EXPECT_EQ(failure{errc::in_use}.message(),
            "the maildrop is in use by another session; close the other session, or try again later");
}

TEST(failure, message_names_the_place) {
  const std::string text = failure{errc::no_such_message}.set_verb("RETR").message();
  EXPECT_THAT(text, StartsWith("RETR: no such message"));
}

TEST(failure, message_has_the_detail) {
  const failure cause{make_error_code(errc::file_unreadable), "/tmp/ca.pem: permission denied"};
  EXPECT_EQ(cause.detail(), "/tmp/ca.pem: permission denied");
  EXPECT_THAT(cause.message(), StartsWith("the file cannot be read (/tmp/ca.pem: permission denied); "));
}

TEST(failure, message_lists_every_finding_about_a_scenario_in_full) {
  for (const errc code : {errc::invalid_scenario, errc::expectation_failed, errc::script_failed}) {
    const std::string finding = "a.lua:7: expected DELE 3 exactly once, but it never came";
    const std::string what = boost::system::error_code(code).message();
    EXPECT_EQ(failure(code, finding).message(), what + ": " + finding);
    std::string many;
    for (int line = 0; line < 50; ++line) many += finding + "\n\tin a hook\n";
    EXPECT_EQ(failure(code, many).message(), what + ":\n" + many);
    EXPECT_EQ(failure(code, "a\x1b[31m\rb").message(), what + ": a?[31m?b");
  }
}

TEST(failure, message_has_the_servers_words_with_their_code) {
  failure cause{errc::temporary_failure};
  cause.set_verb("PASS").set_reply({response_code::sys_temp, "SYS/TEMP", "disk on fire"});
  EXPECT_THAT(cause.message(), HasSubstr("; the server said: [SYS/TEMP] disk on fire; "));
  ASSERT_TRUE(cause.reply().has_value());
  EXPECT_EQ(cause.reply()->code, response_code::sys_temp);
}

TEST(failure, message_passes_over_a_reply_without_words) {
  failure cause{errc::refused};
  cause.set_reply({response_code::none, "", ""});
  EXPECT_EQ(cause.message(), "the server refused the command");
}

TEST(failure, message_is_one_line_for_every_reply) {
  failure cause{errc::refused};
  cause.set_reply({response_code::unknown, "X\n", "a\r\nb\x1b[31m\x7f\t"}).set_detail("c\nd");
  const std::string text = cause.message();
  EXPECT_THAT(text, HasSubstr("[X?] a??b?[31m??"));
  EXPECT_THAT(text, HasSubstr("(c?d)"));
}

TEST(failure, message_masks_bidirectional_formatting_and_separators) {
  for (const char* each : {"\u061C", "\u200E", "\u200F", "\u2028", "\u2029", "\u202A", "\u202E", "\u2066", "\u2069"}) {
    const failure why(errc::file_unwritable, std::string("a") + each + "b");
    EXPECT_NE(why.message().find("(a?b)"), std::string::npos) << why.message();
  }
  for (const char* each : {"\u061D", "\u200D", "\u2010", "\u2027", "\u202F", "\u2065", "\u206A"}) {
    const failure why(errc::file_unwritable, std::string("a") + each + "b");
    EXPECT_NE(why.message().find(std::string("(a") + each + "b)"), std::string::npos) << why.message();
  }
}

TEST(failure, message_masks_the_control_characters_of_utf8) {
  failure cause{errc::refused};
  cause.set_reply({response_code::none, "",
                   "a\xc2\x9b"
                   "31m caf\xc3\xa9 \xc2"});
  EXPECT_THAT(cause.message(), HasSubstr("a?31m caf\xc3\xa9 \xc2"));
}

TEST(failure, message_cuts_what_is_long) {
  failure cause{errc::refused};
  cause.set_reply({response_code::none, "", std::string(100'000, 'x')}).set_detail(std::string(100'000, 'y'));
  EXPECT_LT(cause.message().size(), 1000U);
  EXPECT_THAT(cause.message(), EndsWith("xxx..."));
}

TEST(failure, message_does_not_cut_a_character_in_two) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "\xc3\xa9";
  for (const std::string_view shift : {"", "a"}) {
    failure cause{errc::refused};
    cause.set_reply({response_code::none, "", std::string{shift} + text});
    EXPECT_THAT(cause.message(), EndsWith("\xc3\xa9..."));
  }
}

TEST(failure, verb_never_carries_an_argument) {
  const failure cause = failure{errc::refused}.set_verb("PASS s3cret\r\n");
  EXPECT_EQ(cause.verb(), "PASS");
  EXPECT_THAT(cause.message(), Not(HasSubstr("s3cret")));
}

TEST(failure, message_of_a_system_error_has_its_words_and_advice) {
  const failure cause{boost::system::error_code{boost::asio::error::connection_refused}};
  EXPECT_THAT(cause.message(), StartsWith(cause.code().message()));
  EXPECT_THAT(cause.message(), EndsWith("check host and port, and that the server runs"));
}

TEST(error, keeps_the_failure_when_copied) {
  const error first{failure{errc::in_use}.set_verb("PASS")};
  const error second = first;
  EXPECT_EQ(second.cause().verb(), "PASS");
  EXPECT_STREQ(second.what(), first.what());
}

TEST(failure, is_printed_as_its_message) {
  const failure cause = failure{errc::in_use, "the maildrop"}.set_verb("PASS");
  std::ostringstream out;
  out << cause;
  EXPECT_EQ(out.str(), cause.message());
  EXPECT_EQ(::testing::PrintToString(cause), cause.message()) << "in failed tests";
  EXPECT_EQ(::testing::PrintToString(failure()), "no failure");
}

}  // namespace
}  // namespace pop3kit
