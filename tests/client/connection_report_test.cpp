#include <gmock/gmock.h>

#include <functional>
#include <utility>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::SizeIs;

// What last_report() says, and of which operation.

TEST(connection_report, names_the_first_8_messages_of_another_size) {
  toy_journal journal;
  client_stage stage;
  toy_plan plan;
  plan.messages = numbered_messages(12);
  plan.extra_capabilities.clear();
  plan.answer = [](const std::string& line) -> std::optional<std::string> {
    if (!line.starts_with("RETR ")) return std::nullopt;
    return "+OK 100 octets\r\nhalf\r\n.\r\n";
  };
  stage.serve_by(toy_server(stage.time, plan, journal));
  recording_receiver receiver;
  EXPECT_EQ(value_of(stage.run(stage.mail().save_messages(receiver))).size_mismatches, 12U);
  const connection_report& report = stage.mail().last_report();
  EXPECT_EQ(report.size_mismatches, 12U);
  ASSERT_THAT(report.named_size_mismatches, SizeIs(8));
  for (std::uint64_t number = 1; number <= 8; ++number) {
    const message_info& named = report.named_size_mismatches[number - 1];
    EXPECT_EQ(named.sequence_number, number);
    EXPECT_EQ(named.unique_id, unique_id("id" + std::to_string(number)));
  }
}

/// A message that is shorter than its announced size is counted, so that a later report differs from this one.
constexpr const char* fetches_short_message = "C: RETR 1\nS! +OK 100 octets|half|.\nC: NOOP\nS: +OK\n";

TEST(connection_report, stays_until_messages_or_their_headers_are_asked_for_again) {
  client_stage stage;
  stage.serve_session(
      std::string(fetches_short_message) +
      "C: STAT\nS: +OK 2 7\nC: NOOP\nS: +OK\nC: LIST 1\nS: +OK 1 100\nC: DELE 2\nS: +OK\nC: RSET\nS: +OK");
  value_of(stage.run(stage.mail().fetch_message(1)));
  value_of(stage.run(stage.mail().get_mailbox_info()));
  value_of(stage.run(stage.mail().noop()));
  value_of(stage.run(stage.mail().get_message_size(1)));
  value_of(stage.run(stage.mail().delete_message(2)));
  value_of(stage.run(stage.mail().undelete_messages()));
  EXPECT_EQ(stage.mail().last_report().size_mismatches, 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(connection_report, begins_anew_with_each_operation_that_asks_for_messages_or_their_headers) {
  using operation = std::function<void(client_stage&)>;
  const std::pair<const char*, operation> operations[] = {
      {"C: RETR 2\nS! +OK|x|.", [](client_stage& stage) { value_of(stage.run(stage.mail().fetch_message(2))); }},
      {"C: TOP 2 0\nS! +OK|Subject: x||.",
       [](client_stage& stage) { value_of(stage.run(stage.mail().get_message_headers(2))); }},
      {"C: TOP 2 5\nS! +OK|Subject: x||.", [](client_stage& stage) { value_of(stage.run(stage.mail().top(2, 5))); }},
      {"C: LIST 2\nS: +OK 2 5\nC: UIDL 2\nS: +OK 2 b",
       [](client_stage& stage) { value_of(stage.run(stage.mail().get_message_info(2, list_fields::ids_only))); }},
      {"C: LIST\nS! +OK|1 100|2 5|.\nC: UIDL\nS! +OK|1 a|2 b|.",
       [](client_stage& stage) { value_of(stage.run(stage.mail().list_messages(list_fields::ids_only))); }},
  };
  for (const auto& [transcript, asks] : operations) {
    SCOPED_TRACE(transcript);
    client_stage stage;
    stage.serve_session(std::string(fetches_short_message) + transcript);
    value_of(stage.run(stage.mail().fetch_message(1)));
    EXPECT_EQ(stage.mail().last_report().size_mismatches, 1U);
    asks(stage);
    EXPECT_EQ(stage.mail().last_report().size_mismatches, 0U);
    EXPECT_EQ(stage.differences(), "");
  }
}

}  // namespace
}  // namespace pop3kit::testing
