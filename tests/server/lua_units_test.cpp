#include "scenario/units.hpp"

#include <gtest/gtest.h>

namespace pop3kit::serving::lua {
namespace {

using namespace std::chrono_literals;

std::uint64_t size(std::string_view text) {
  const auto made = parse_size(text);
  EXPECT_TRUE(made) << text;
  return made ? *made : UINT64_MAX;
}

net::duration duration(std::string_view text) {
  const auto made = parse_duration(text);
  EXPECT_TRUE(made) << text;
  return made ? *made : net::duration{-1};
}

TEST(units, sizes_are_read_with_their_unit) {
  EXPECT_EQ(size("0"), 0U);
  EXPECT_EQ(size("512"), 512U);
  EXPECT_EQ(size("512 B"), 512U);
  EXPECT_EQ(size("7 octets"), 7U);
  EXPECT_EQ(size("4 KiB"), 4096U);
  EXPECT_EQ(size("4KiB"), 4096U);
  EXPECT_EQ(size(" 4  KiB "), 4096U);
  EXPECT_EQ(size("10 MB"), 10'000'000U);
  EXPECT_EQ(size("1 kB"), 1000U);
  EXPECT_EQ(size("1.5 MiB"), 1'572'864U);
  EXPECT_EQ(size("5 GiB"), 5'368'709'120U);
  EXPECT_EQ(size("1 TiB"), 1'099'511'627'776U);
}

TEST(units, wrong_sizes_are_refused) {
  for (const auto* wrong : {"", "KiB", "-1", "-1 KiB", "4 kib", "4 KiB/s", "4 4", "nan", "inf", "1e5 KiB",
                            "99999999999 TiB", "0x10", "4,5 KiB"}) {
    EXPECT_FALSE(parse_size(wrong)) << wrong;
  }
  EXPECT_EQ(parse_size("4 kib").error(), "unknown unit 'kib'; did you mean 'KiB'?");
}

TEST(units, rates_are_read_with_their_unit) {
  EXPECT_EQ(*parse_rate("64 KiB/s"), 65536U);
  EXPECT_EQ(*parse_rate("1 MB/s"), 1'000'000U);
  EXPECT_EQ(*parse_rate("8 Mbit/s"), 1'000'000U);
  EXPECT_EQ(*parse_rate("56 kbit/s"), 7000U);
  EXPECT_EQ(*parse_rate("1200"), 1200U);
  EXPECT_EQ(parse_rate("64 KiB").error(), "unknown unit 'KiB'; did you mean 'KiB/s'?");
}

TEST(units, durations_are_read_with_their_unit) {
  EXPECT_EQ(duration("10ns"), 10ns);
  EXPECT_EQ(duration("5us"), 5us);
  EXPECT_EQ(duration("200ms"), 200ms);
  EXPECT_EQ(duration("2s"), 2s);
  EXPECT_EQ(duration("2 s"), 2s);
  EXPECT_EQ(duration("1.5s"), 1500ms);
  EXPECT_EQ(duration("1m"), 1min);
  EXPECT_EQ(duration("10 min"), 10min);
  EXPECT_EQ(duration("1h"), 1h);
}

TEST(units, a_duration_needs_its_unit) {
  EXPECT_FALSE(parse_duration("200"));
  EXPECT_FALSE(parse_duration("2 sec"));
  EXPECT_FALSE(parse_duration("-2s"));
  EXPECT_FALSE(parse_duration("9999999999h"));
}

TEST(units, time_ranges_are_read) {
  const auto check = [](std::string_view text, net::duration from, net::duration until) {
    const auto made = parse_window(text);
    ASSERT_TRUE(made) << text;
    EXPECT_EQ(made->from, from) << text;
    EXPECT_EQ(made->until, until) << text;
  };
  check("2s..5s", 2s, 5s);
  check("2s..", 2s, net::duration::max());
  check("..5s", 0s, 5s);
  check("1.5m .. 1h", 90s, 1h);
}

TEST(units, wrong_time_ranges_are_refused) {
  for (const auto* wrong : {"", "..", "2s", "2..5", "5s..2s", "2s..2s", "-1s..", "a..b"}) {
    EXPECT_FALSE(parse_window(wrong)) << wrong;
  }
}

TEST(units, ordinals_are_read) {
  const auto check = [](std::string_view text, std::uint64_t first, std::uint64_t last) {
    const auto made = parse_ordinals(text);
    ASSERT_TRUE(made) << text;
    EXPECT_EQ(made->first, first) << text;
    EXPECT_EQ(made->last, last) << text;
  };
  check("3", 3, 3);
  check("2..", 2, UINT64_MAX);
  check("..4", 1, 4);
  check("1..5", 1, 5);
  check("1 .. 5", 1, 5);
}

TEST(units, wrong_ordinals_are_refused) {
  for (const auto* wrong : {"", "..", "0", "0..2", "a", "1...3", "1..2..3", "-1", "1.5", "5..2"}) {
    EXPECT_FALSE(parse_ordinals(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace pop3kit::serving::lua
