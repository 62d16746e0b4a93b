#include <map>

#include "told_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using attacks = told_scenario;

std::map<std::string, std::string> by_id(client& mail) {
  std::map<std::string, std::string> kept;
  const auto report = mail.fetch_messages([&kept](const message_info& which, result<mail_message> message) -> result<> {
    if (message) kept[std::string(which.unique_id.value_or(unique_id{}).str())] = message->octets();
    return {};
  });
  EXPECT_TRUE(report.has_value()) << report.error().message();
  return kept;
}

TEST_F(attacks, followers_miss_messages) {
  client several = reader_over(4);
  const auto listed = several.list_messages().value();
  ASSERT_EQ(listed.size(), 40U);
  for (const auto& each : listed) {
    EXPECT_EQ(each.unique_id.value().str(), "id" + std::to_string(each.sequence_number));
    EXPECT_TRUE(each.headers.has_value()) << each.sequence_number;
  }
  const auto together = by_id(several);
  EXPECT_EQ(together.size(), 40U);
  for (const auto& [id, octets] : together) {
    EXPECT_NE(octets.find("\r\n\r\nMessage " + id.substr(2) + ".\r\n"), std::string::npos) << id;
  }
}

TEST_F(attacks, followers_see_other_numbers) {
  client several = reader_over(4);
  const auto listed = several.list_messages().value();
  ASSERT_EQ(listed.size(), 40U);
  for (const auto& each : listed) {
    EXPECT_EQ(each.unique_id.value().str(), "id" + std::to_string(each.sequence_number));
    EXPECT_EQ(each.headers.value().subject(), "message " + std::to_string(each.sequence_number));
  }
  const auto together = by_id(several);
  EXPECT_EQ(together.size(), 40U);
  for (const auto& [id, octets] : together) EXPECT_EQ(octets, "Subject: message " + id.substr(2) + "\r\n\r\n");
}

TEST_F(attacks, maildrop_shrinks) {
  client mail = reader();
  EXPECT_EQ(mail.fetch_message(unique_id{"one"}).value().octets(), first_message);
  ASSERT_TRUE(mail.noop().has_error());
  EXPECT_TRUE(declined(mail.fetch_message(unique_id{"one"})));
  EXPECT_EQ(mail.fetch_message(unique_id{"two"}).value().octets(), second_message);
}

TEST_F(attacks, pipelining_answers_first) {
  auto chosen = plain();
  chosen.timeout = std::chrono::seconds{3};  // it passes once, and the second listing has to come within it
  client mail{chosen};
  EXPECT_TRUE(refused(mail.list_messages()));
  const auto one_by_one = mail.list_messages();
  ASSERT_TRUE(one_by_one.has_value()) << one_by_one.error().message();
  EXPECT_EQ(one_by_one->back().headers.value().subject(), "two");
}

TEST_F(attacks, pipelining_reorders) {
  client mail = reader();
  const auto listed = mail.list_messages();
  ASSERT_TRUE(listed.has_value()) << listed.error().message();
  EXPECT_EQ(listed->front().size, 28U);
}

TEST_F(attacks, pipelining_ends_late) {
  client mail = reader();
  std::string together;
  const auto fetched = mail.fetch_messages([&together](const message_info&, result<mail_message> message) -> result<> {
    together += message.value().octets();
    return {};
  });
  ASSERT_TRUE(fetched.has_value()) << fetched.error().message();
  EXPECT_EQ(fetched->messages, 2U);
  EXPECT_EQ(together.size(), std::string(first_message).size() + std::string(second_message).size());
  EXPECT_NE(together.find(first_message), std::string::npos);
  EXPECT_NE(together.find(second_message), std::string::npos);
}

TEST_F(attacks, pipelining_mixes_messages) {
  client mail = reader();
  std::map<std::uint64_t, std::string> kept;
  const auto fetched =
      mail.fetch_messages([&kept](const message_info& which, result<mail_message> message) -> result<> {
        kept[which.sequence_number] = message.value().octets();
        return {};
      });
  EXPECT_TRUE(fetched.has_value()) << fetched.error().message();
  EXPECT_EQ(kept[1], first_message);
  EXPECT_EQ(kept[2], second_message);
}

}  // namespace
}  // namespace pop3kit::scenarios
