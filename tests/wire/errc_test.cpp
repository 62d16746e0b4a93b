#include <gtest/gtest.h>

#include <boost/asio/error.hpp>
#include <pop3kit/errc.hpp>
#include <pop3kit/response_code.hpp>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>

#include "errors/errc_table.hpp"

namespace pop3kit {
namespace {

struct group {
  const char* name;
  fault kind;
  errc first;
  errc last;
};

void PrintTo(const group& each, std::ostream* out) {
  *out << each.name;
}

constexpr group groups[] = {
    {"misuse", fault::misuse, errc::line_break_in_argument, errc::client_moved_from},
    {"refused", fault::refused, errc::refused, errc::language_unknown},
    {"protocol", fault::protocol, errc::malformed_status_line, errc::unique_ids_changed},
    {"transport", fault::transport, errc::host_not_found, errc::proxy_malformed_reply},
    {"deadline", fault::deadline, errc::deadline_exceeded, errc::cancelled},
    {"expectation", fault::expectation, errc::invalid_scenario, errc::script_failed},
    {"local", fault::local, errc::file_unreadable, errc::archive_unusable},
};

class errc_groups : public ::testing::TestWithParam<group> {
 protected:
  template <class Check>
  void for_each_value(Check check) {
    for (int value = static_cast<int>(GetParam().first); value <= static_cast<int>(GetParam().last); ++value) {
      check(make_error_code(static_cast<errc>(value)));
    }
  }
};

INSTANTIATE_TEST_SUITE_P(wire, errc_groups, ::testing::ValuesIn(groups),
                         [](const auto& each) { return each.param.name; });

TEST_P(errc_groups, every_value_has_this_fault_and_no_other) {
  for_each_value([&](const boost::system::error_code& code) {
    EXPECT_EQ(fault_of(code), GetParam().kind) << code.message();
    for (const group& other : groups) EXPECT_EQ(code == other.kind, other.kind == GetParam().kind) << code.message();
  });
}

TEST_P(errc_groups, every_value_has_words) {
  for_each_value([](const boost::system::error_code& code) {
    EXPECT_NE(code.message(), "unknown error") << code.value();
    EXPECT_FALSE(code.message().empty());
    EXPECT_FALSE(code.message().ends_with('.')) << code.message();
    EXPECT_EQ(code.message().find('\n'), std::string::npos);
  });
}

TEST(errc, the_table_has_each_value_once_and_nothing_else) {
  std::size_t values = 0;
  for (const group& each : groups)
    values += static_cast<std::size_t>(each.last) - static_cast<std::size_t>(each.first) + 1;
  std::set<errc> seen;
  std::set<std::string_view> texts;
  for (const errc_row& row : errc_table()) {
    EXPECT_TRUE(seen.insert(row.value).second) << row.text;
    EXPECT_TRUE(texts.insert(row.text).second) << row.text;
  }
  EXPECT_EQ(seen.size(), values);
}

TEST(errc, abbreviations_of_protocols_are_written_in_capitals) {
  for (const errc_row& row : errc_table()) {
    for (const std::string_view text : {row.text, row.advice}) {
      std::istringstream words{std::string(text)};
      for (std::string word; words >> word;) {
        while (!word.empty() && std::string_view(",.:;)").find(word.back()) != std::string_view::npos) word.pop_back();
        for (const std::string_view lower : {"tls", "stls", "pop3", "url"}) EXPECT_NE(word, lower) << text;
      }
    }
  }
}

TEST(errc, an_undefined_value_has_a_message_too) {
  EXPECT_EQ(make_error_code(static_cast<errc>(9999)).message(), "unknown error");
}

TEST(errc, becomes_a_code_of_its_category) {
  const boost::system::error_code code = errc::in_use;
  EXPECT_EQ(code.category(), error_category());
  EXPECT_STREQ(code.category().name(), "pop3kit");
  EXPECT_EQ(code, errc::in_use);
  EXPECT_NE(code, errc::login_delay);
}

TEST(errc, becomes_a_standard_code_and_stays_comparable) {
  const std::error_code code = make_error_code(errc::in_use);
  EXPECT_STREQ(code.category().name(), "pop3kit");
  EXPECT_EQ(code.message(), make_error_code(errc::in_use).message());
}

TEST(fault, names_the_systems_errors_transport) {
  EXPECT_TRUE(boost::system::error_code{boost::asio::error::connection_refused} == fault::transport);
  EXPECT_TRUE(boost::system::error_code{boost::asio::error::eof} == fault::transport);
  EXPECT_TRUE(boost::system::error_code{boost::asio::error::host_not_found} == fault::transport);
}

TEST(fault, names_a_cancelled_operation_deadline) {
  EXPECT_TRUE(boost::system::error_code{boost::asio::error::operation_aborted} == fault::deadline);
}

TEST(fault, names_exhausted_memory_and_descriptors_local) {
  EXPECT_TRUE(boost::system::error_code{boost::asio::error::no_memory} == fault::local);
  EXPECT_TRUE(boost::system::error_code{boost::asio::error::no_descriptors} == fault::local);
  EXPECT_TRUE(boost::system::error_code{boost::asio::error::no_buffer_space} == fault::local);
}

TEST(fault, success_belongs_to_no_fault) {
  for (const group& each : groups) EXPECT_FALSE(boost::system::error_code{} == each.kind);
}

TEST(fault, has_words) {
  for (const group& each : groups) EXPECT_NE(make_error_condition(each.kind).message(), "unknown fault") << each.name;
  EXPECT_EQ(make_error_condition(static_cast<fault>(99)).message(), "unknown fault");
}

TEST(condition, bad_credentials_is_what_the_server_said_of_them) {
  EXPECT_TRUE(make_error_code(errc::authentication_failed) == condition::bad_credentials);
  EXPECT_FALSE(make_error_code(errc::credentials_missing) == condition::bad_credentials);
  EXPECT_FALSE(make_error_code(errc::in_use) == condition::bad_credentials);
}

TEST(condition, retry_later_is_patience_that_the_server_asked_for) {
  for (const errc_row& row : errc_table()) {
    EXPECT_EQ(make_error_code(row.value) == condition::retry_later, row.again == retry::later) << row.name;
  }
  EXPECT_TRUE(make_error_code(errc::in_use) == condition::retry_later);
  EXPECT_FALSE(boost::system::error_code{boost::asio::error::connection_refused} == condition::retry_later);
}

TEST(condition, session_lost_covers_everything_that_ends_a_session) {
  for (const errc code : {errc::session_lost, errc::greeting_refused, errc::line_too_long, errc::connection_closed,
                          errc::deadline_exceeded, errc::cancelled}) {
    EXPECT_TRUE(make_error_code(code) == condition::session_lost) << to_string(code);
  }
  for (const errc code : {errc::empty_argument, errc::no_such_message, errc::file_unreadable}) {
    EXPECT_FALSE(make_error_code(code) == condition::session_lost) << to_string(code);
  }
  EXPECT_TRUE(boost::system::error_code{boost::asio::error::connection_reset} == condition::session_lost);
  EXPECT_FALSE(boost::system::error_code{} == condition::session_lost);
}

TEST(condition, has_words) {
  EXPECT_EQ(make_error_condition(condition::retry_later).message(), "the server asked the client to wait");
  EXPECT_STREQ(make_error_condition(condition::retry_later).category().name(), "pop3kit.condition");
  EXPECT_EQ(make_error_condition(static_cast<condition>(99)).message(), "unknown condition");
}

TEST(errc, has_a_name) {
  EXPECT_EQ(to_string(errc::in_use), "in_use");
  EXPECT_EQ(to_string(static_cast<errc>(9999)), "");
  EXPECT_EQ(to_string(fault::expectation), "expectation");
  EXPECT_EQ(to_string(static_cast<fault>(99)), "");
}

struct code_words {
  std::string_view words;
  response_code code;
};

TEST(response_code, is_found_by_its_words_rfc2449_8) {
  constexpr code_words known[] = {
      {"IN-USE", response_code::in_use},     {"LOGIN-DELAY", response_code::login_delay}, {"AUTH", response_code::auth},
      {"SYS/TEMP", response_code::sys_temp}, {"SYS/PERM", response_code::sys_perm},       {"SYS", response_code::sys},
      {"UTF8", response_code::utf8},
  };
  for (const code_words& each : known) {
    EXPECT_EQ(to_response_code(each.words), each.code) << each.words;
    EXPECT_EQ(to_string(each.code), each.words);
  }
}

TEST(response_code, deeper_levels_keep_the_meaning_of_the_known_ones_rfc2449_8) {
  EXPECT_EQ(to_response_code("IN-USE/X"), response_code::in_use);
  EXPECT_EQ(to_response_code("sys/temp/disk"), response_code::sys_temp);
  EXPECT_EQ(to_response_code("SYS/OTHER"), response_code::sys);
  EXPECT_EQ(to_response_code("SYS/TEMPORARY"), response_code::sys);
}

TEST(response_code, everything_else_is_unknown) {
  for (const std::string_view words : {"IN-USED", "AUTHX", "SYSTEM", " AUTH", "X", "/", "SY"}) {
    EXPECT_EQ(to_response_code(words), response_code::unknown) << words;
  }
  EXPECT_EQ(to_response_code(""), response_code::none);
  EXPECT_EQ(to_string(response_code::unknown), "");
  EXPECT_EQ(to_string(response_code::none), "");
}

template <class Value>
std::string printed(Value value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

TEST(errc, is_printed_by_its_name) {
  EXPECT_EQ(printed(errc::in_use), "in_use");
  EXPECT_EQ(printed(errc::file_unwritable), "file_unwritable");
  EXPECT_EQ(printed(static_cast<errc>(999)), "errc(999)");
  EXPECT_EQ(::testing::PrintToString(errc::no_such_message), "no_such_message") << "in failed tests";
}

TEST(fault, is_printed_by_its_name) {
  EXPECT_EQ(printed(fault::misuse), "misuse");
  EXPECT_EQ(printed(fault::expectation), "expectation");
  EXPECT_EQ(printed(static_cast<fault>(99)), "fault(99)");
}

}  // namespace
}  // namespace pop3kit
