#include <algorithm>
#include <map>

#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using faults = played_scenario;

constexpr std::size_t count = 200;

bool any_cause(const connection_report& report) {
  return std::ranges::any_of(report.connections, [](const auto& each) { return each.cause.has_value(); });
}

/// Every message once, whole, and under its own name; by headers too.
void expect_everything_once(client several) {
  std::map<sequence_number, std::size_t> times;
  const auto report =
      several.fetch_messages([&times](const message_info& which, result<mail_message> message) -> result<> {
        ++times[which.sequence_number];
        EXPECT_TRUE(message.has_value());
        const std::string name = "\r\n\r\nMessage " + std::to_string(which.sequence_number) + ".\r\n";
        EXPECT_NE(message.value().octets().find(name), std::string::npos) << which.sequence_number;
        EXPECT_EQ(message.value().octets().size(), which.size);
        return {};
      });
  ASSERT_TRUE(report.has_value()) << report.error().message();
  EXPECT_EQ(report->messages, count);
  EXPECT_EQ(times.size(), count);
  EXPECT_TRUE(any_cause(several.last_report())) << "the report says what became of each connection";
  for (const auto& [number, how_often] : times) EXPECT_EQ(how_often, 1U) << number;
}

void expect_all_headers(client several) {
  const auto listed = several.list_messages();
  ASSERT_TRUE(listed.has_value()) << listed.error().message();
  EXPECT_EQ(listed->size(), count);
  EXPECT_TRUE(any_cause(several.last_report()));
  for (const auto& each : *listed) {
    ASSERT_TRUE(each.headers.has_value());
    const auto id = each.headers->message_id().value_or("");
    EXPECT_EQ(id.substr(0, id.find('.')), std::to_string(each.sequence_number));
  }
}

TEST_F(faults, one_of_five_dropped) {
  play("faults/one_of_five_dropped.lua");
  expect_everything_once(mail_over(5));
  play("faults/one_of_five_dropped.lua");
  expect_all_headers(mail_over(5));
}

TEST_F(faults, one_of_five_answers_wrong) {
  play("faults/one_of_five_answers_wrong.lua");
  expect_everything_once(mail_over(5));
  play("faults/one_of_five_answers_wrong.lua");
  expect_all_headers(mail_over(5));
}

TEST_F(faults, two_of_five_refused) {
  play("faults/two_of_five_refused.lua");
  expect_everything_once(mail_over(5));
  play("faults/two_of_five_refused.lua");
  expect_all_headers(mail_over(5));
}

TEST_F(faults, resumed_transfer) {
  constexpr std::size_t all = 60;
  play("faults/resumed_transfer.lua");
  client_options patient = options();
  patient.reconnect.attempts = 1;
  client mail{patient};
  std::map<unique_id, std::string> by_id;
  const auto report =
      mail.fetch_messages([&by_id](const message_info& which, result<mail_message> message) -> result<> {
        EXPECT_EQ(message.value().octets().size(), which.size);
        EXPECT_TRUE(by_id.emplace(which.unique_id.value(), message->octets()).second) << "handed over twice";
        return {};
      });
  ASSERT_TRUE(report.has_value()) << report.error().message();
  EXPECT_EQ(report->messages, all);
  EXPECT_EQ(mail.last_report().reconnected, 2U);
  EXPECT_EQ(mail.last_report().chunks_retried, 2U);
  client whole{options()};
  const auto compared =
      whole.fetch_messages([&by_id](const message_info& which, result<mail_message> message) -> result<> {
        EXPECT_EQ(by_id[which.unique_id.value()], message.value().octets());
        return {};
      });
  EXPECT_EQ(compared.value().messages, all);

  play("faults/resumed_transfer.lua");
  patient = options();  // another server, another authority
  patient.reconnect.attempts = 1;
  client listing{patient};
  const auto listed = listing.list_messages();
  ASSERT_TRUE(listed.has_value()) << listed.error().message();
  EXPECT_EQ(listed->size(), all);
  for (const auto& each : *listed) EXPECT_TRUE(each.headers.has_value());
  EXPECT_EQ(listing.last_report().reconnected, 2U);

  play("faults/resumed_transfer.lua");
  const auto cut = client{options()}.list_messages();
  ASSERT_TRUE(cut.has_error()) << "nobody asked to resume";
  EXPECT_EQ(cut.error().kind(), fault::transport);
}

}  // namespace
}  // namespace pop3kit::scenarios
