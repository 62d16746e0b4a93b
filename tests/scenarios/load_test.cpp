#include <set>

#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using load = played_scenario;

TEST_F(load, one_huge_message) {
  play("load/one_huge_message.lua");
  client reader = mail(security::none);
  EXPECT_GE(reader.get_message_size(2).value(), 1ULL << 30);
  EXPECT_EQ(reader.get_message_headers(2).value().subject(), "the huge one");
  EXPECT_TRUE(reader.fetch_message(3).has_value());

  constexpr std::size_t enough = 4U << 20;
  std::size_t taken = 0;
  const octet_sink taste = [&taken](std::span<const char> octets) -> result<> {
    taken += octets.size();
    if (taken >= enough) return failure(errc::cancelled);
    return {};
  };
  EXPECT_TRUE(reader.save_message(2, taste).has_error());
  EXPECT_GE(taken, enough);
  EXPECT_LT(taken, 2 * enough);
}

TEST_F(load, ten_thousand) {
  play("load/ten_thousand.lua");
  const auto alone = gist(mail().list_messages().value());
  EXPECT_EQ(alone.size(), 10'000U);
  client several = mail_over(5);
  EXPECT_EQ(gist(several.list_messages().value()), alone);
  EXPECT_EQ(several.last_report().refused, 0U);
}

TEST_F(load, slow_commands) {
  play("load/slow_commands.lua");
  client_options finds_out = options();
  finds_out.multi = multi_connection::automatic;
  client several{finds_out};
  std::set<sequence_number> seen_once;
  const auto report =
      several.fetch_messages([&seen_once](const message_info& which, result<mail_message> message) -> result<> {
        EXPECT_TRUE(seen_once.insert(which.sequence_number).second) << which.sequence_number;
        EXPECT_EQ(message.value().octets().size(), which.size);
        return {};
      });
  ASSERT_TRUE(report.has_value()) << report.error().message();
  EXPECT_EQ(report->messages, 400U);
  EXPECT_EQ(several.last_report().refused, 0U);
  std::uint64_t together = 0;
  for (const auto& each : several.last_report().connections) together += each.messages;
  EXPECT_EQ(together, 400U);
}

}  // namespace
}  // namespace pop3kit::scenarios
