#include <fstream>
#include <sstream>

#include "told_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using quirks = told_scenario;

/// What fetch_messages() delivers of a server that ends every session early.
std::vector<std::string> fetched(client_options chosen, std::size_t attempts, bool whole) {
  chosen.reconnect.attempts = attempts;
  chosen.reconnect.first_wait = {};
  std::vector<std::string> delivered;
  const message_handler keep = [&delivered](const message_info&, const result<mail_message>& message) -> result<> {
    if (message.has_value()) delivered.emplace_back(message->octets());
    return {};
  };
  EXPECT_EQ(client{chosen}.fetch_messages(keep).has_value(), whole);
  return delivered;
}

const std::vector<std::string> both_messages{first_message, second_message};

TEST_F(quirks, closed_behind_message) {
  client mail = reader();
  EXPECT_EQ(mail.fetch_message(1).value().octets(), first_message);
  const auto gone = mail.fetch_message(2);
  ASSERT_TRUE(gone.has_error());
  EXPECT_EQ(gone.error().code(), condition::session_lost);
  EXPECT_EQ(mail.get_message_count().value(), 2U) << "a new session";
  EXPECT_TRUE(mail.quit().has_value());
  EXPECT_EQ(fetched(plain(), 0, false), std::vector<std::string>{}) << "pipelined: the first is in doubt";
  EXPECT_EQ(fetched(plain(), 3, true), both_messages);
}

TEST_F(quirks, idle_cutoff) {
  std::ostringstream text;
  text << std::ifstream(std::string(POP3KIT_SCENARIOS) + "/quirks/idle_cutoff.lua").rdbuf();
  const std::string minute = "autologout = \"1m\"";
  std::string hasty = text.str();
  ASSERT_NE(hasty.find(minute), std::string::npos);
  hasty.replace(hasty.find(minute), minute.size(), "autologout = \"1s\"");
  server cutting(scenario::parse(hasty).value());
  ASSERT_TRUE(cutting.start().has_value());
  client_options chosen{"127.0.0.1", *cutting.port(), credentials{"alice", "s3cret"}, security::none};
  chosen.login.mechanism = "USER";
  client mail{chosen};
  ASSERT_TRUE(mail.connect().has_value());
  const auto is_end = [](const journal_entry& entry) { return entry.kind == journal_kind::disconnect; };
  EXPECT_EQ(cutting.wait_for(is_end, std::chrono::hours(1)).value().text, "autologout");
  const auto by_number = mail.fetch_message(1);
  ASSERT_TRUE(by_number.has_error());
  EXPECT_EQ(by_number.error().code(), errc::session_lost);
  EXPECT_EQ(mail.get_message_count().value(), 2U);
}

TEST_F(quirks, odd_case_status) {
  client mail = reader();
  EXPECT_EQ(mail.get_message_count().value(), 2U);
  const auto kept = mail.delete_message(1);
  ASSERT_TRUE(kept.has_error());
  EXPECT_EQ(kept.error().code(), errc::no_such_message);
  EXPECT_TRUE(kept.error().session_usable());
}

TEST_F(quirks, pipelining_delays) {
  client mail = reader();
  std::size_t whole = 0;
  const message_handler count = [&whole](const message_info& which, const result<mail_message>& message) -> result<> {
    EXPECT_EQ(message.value().octets().size(), which.size);
    ++whole;
    return {};
  };
  const auto fetched = mail.fetch_messages(count);
  ASSERT_TRUE(fetched.has_value()) << fetched.error().message();
  EXPECT_EQ(whole, 60U);
}

TEST_F(quirks, pipelining_drops_connection) {
  client mail = reader();
  const auto first = mail.list_messages(list_fields::ids_only);
  EXPECT_TRUE(refused(first));
  const auto second = mail.list_messages();
  ASSERT_TRUE(second.has_value()) << second.error().message();
  EXPECT_EQ(second->size(), 2U);
  EXPECT_EQ(second->back().headers.value().subject(), "two");

  // Whoever remembers what is announced loses the login that leaves at once, and logs in step by step.
  client_options remembers = plain();
  remembers.login.mechanism = "USER";
  remembers.remembered = mail.get_known_capabilities();
  ASSERT_TRUE(remembers.remembered && remembers.remembered->before_login.pipelining());
  client another{remembers};
  const auto third = another.list_messages();
  ASSERT_TRUE(third.has_value()) << third.error().message();
  EXPECT_EQ(third->back().headers.value().subject(), "two");
}

TEST_F(quirks, reordered_between_sessions) {
  client mail = reader();
  EXPECT_EQ(mail.fetch_message(unique_id{"one"}).value().octets(), first_message);
  ASSERT_TRUE(mail.noop().has_error());
  const auto by_number = mail.fetch_message(1);
  ASSERT_TRUE(by_number.has_error());
  EXPECT_EQ(by_number.error().code(), errc::session_lost);
  EXPECT_EQ(mail.fetch_message(unique_id{"one"}).value().octets(), first_message);
  EXPECT_EQ(mail.fetch_message(unique_id{"two"}).value().octets(), second_message);
}

TEST_F(quirks, reused_unique_ids) {
  client before = reader();
  EXPECT_EQ(before.fetch_message(unique_id{"one"}).value().octets(), first_message);
  EXPECT_TRUE(before.quit().has_value());
  EXPECT_EQ(reader().fetch_message(unique_id{"one"}).value().octets(), second_message);
}

TEST_F(quirks, session_cap) {
  client mail = reader();
  const auto listed = mail.list_messages(list_fields::ids_only).value();
  EXPECT_EQ(mail.fetch_message(listed[0].unique_id.value()).value().octets(), first_message);
  EXPECT_TRUE(refused(mail.fetch_message(listed[1].unique_id.value())));
  EXPECT_EQ(mail.fetch_message(listed[1].unique_id.value()).value().octets(), second_message);
  EXPECT_TRUE(mail.quit().has_value());
  EXPECT_EQ(fetched(plain(), 0, false), std::vector<std::string>{}) << "pipelined: the first is in doubt";
  EXPECT_EQ(fetched(plain(), 3, true), both_messages);
}

TEST_F(quirks, unannounced_pipelining) {
  client mail = reader_by("USER");
  EXPECT_EQ(mail.list_messages().value().size(), 2U);
  EXPECT_TRUE(mail.quit().has_value());
}

}  // namespace
}  // namespace pop3kit::scenarios
