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

}  // namespace
}  // namespace pop3kit::scenarios
