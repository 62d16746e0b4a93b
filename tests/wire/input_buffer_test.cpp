#include "wire/input_buffer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "support/feed_all_ways.hpp"
#include "support/octets.hpp"

namespace pop3kit {
namespace {

using namespace std::string_view_literals;
using wire::input_buffer;

/// As a reader does: as much as fits, until all is in or the window is full.
std::size_t put(input_buffer& buffer, std::string_view octets) {
  std::size_t put_in = 0;
  while (put_in < octets.size()) {
    const auto room = buffer.prepare();
    if (room.empty()) break;
    const std::size_t now = std::min(room.size(), octets.size() - put_in);
    std::memcpy(room.data(), octets.data() + put_in, now);
    buffer.commit(now);
    put_in += now;
  }
  return put_in;
}

std::string pending(input_buffer& buffer) {
  return {buffer.pending().begin(), buffer.pending().end()};
}

struct taken {
  std::string text;
  bool bare_lf;
  friend bool operator==(const taken&, const taken&) = default;
};

void PrintTo(const taken& line, std::ostream* out) {
  *out << ::testing::PrintToString(line.text) << (line.bare_lf ? " LF" : " CRLF");
}

std::vector<taken> take_lines(const testing::pieces& input) {
  input_buffer buffer{4, 64};
  std::vector<taken> lines;
  for (const std::string_view piece : input) {
    std::size_t put_in = 0;
    while (put_in < piece.size()) {
      put_in += put(buffer, piece.substr(put_in, 8));
      for (auto line = buffer.take_line(32); line.has_value() && *line; line = buffer.take_line(32)) {
        lines.push_back({std::string{(*line)->text}, (*line)->bare_lf});
      }
    }
  }
  return lines;
}

struct input_buffer_case {
  const char* name;
  std::string_view input;
  std::vector<taken> lines;
};

void PrintTo(const input_buffer_case& each, std::ostream* out) {
  *out << each.name;
}

const std::vector<input_buffer_case> input_buffer_cases{
    {"crlf_rfc1939_3", "+OK\r\n"sv, {{"+OK", false}}},
    {"two_lines", "a\r\nbc\r\n"sv, {{"a", false}, {"bc", false}}},
    {"bare_lf_is_told", "a\nb\r\n"sv, {{"a", true}, {"b", false}}},
    {"blank_lines", "\r\n\n"sv, {{"", false}, {"", true}}},
    {"one_cr_belongs_to_the_end", "a\r\r\n"sv, {{"a\r", false}}},
    {"lone_cr_is_text", "a\rb\r\n"sv, {{"a\rb", false}}},
    {"nul_is_text", "a\0b\r\n"sv, {{std::string{"a\0b", 3}, false}}},
    {"unfinished_line_waits", "a\r\nb"sv, {{"a", false}}},
    {"more_than_the_window", "0123456789\r\n0123456789\r\n0123456789\r\n0123456789\r\n0123456789\r\n0123456789\r\n"sv,
     std::vector<taken>(6, {"0123456789", false})},
    {"longest_line_allowed", "012345678901234567890123456789\r\n"sv, {{"012345678901234567890123456789", false}}},
};

class input_buffer_lines : public ::testing::TestWithParam<input_buffer_case> {};

TEST_P(input_buffer_lines, fed_all_ways) {
  const input_buffer_case& each = GetParam();
  testing::feed_all_ways(each.input, [&](const testing::pieces& input) { EXPECT_EQ(take_lines(input), each.lines); });
}

INSTANTIATE_TEST_SUITE_P(wire, input_buffer_lines, ::testing::ValuesIn(input_buffer_cases),
                         [](const auto& each) { return each.param.name; });

TEST(input_buffer, is_empty_at_first_and_holds_what_was_committed) {
  input_buffer buffer{8, 16};
  EXPECT_TRUE(buffer.empty());
  EXPECT_TRUE(buffer.pending().empty());
  EXPECT_EQ(put(buffer, "abc"), 3U);
  EXPECT_FALSE(buffer.empty());
  EXPECT_EQ(pending(buffer), "abc");
}

TEST(input_buffer, begins_with_its_initial_size) {
  input_buffer buffer{8, 16};
  EXPECT_EQ(buffer.prepare().size(), 8U);
}

TEST(input_buffer, initial_size_keeps_within_the_capacity) {
  input_buffer buffer{64, 16};
  EXPECT_EQ(buffer.prepare().size(), 16U);
}

TEST(input_buffer, a_size_of_nothing_still_makes_progress) {
  input_buffer buffer{0, 0};
  EXPECT_EQ(put(buffer, "ab"), 1U);
}

TEST(input_buffer, consumes_from_the_front) {
  input_buffer buffer{8, 16};
  put(buffer, "abcdef");
  buffer.consume(2);
  EXPECT_EQ(pending(buffer), "cdef");
  buffer.consume(4);
  EXPECT_TRUE(buffer.empty());
}

TEST(input_buffer, grows_to_its_capacity_and_no_further) {
  input_buffer buffer{4, 21};
  const std::string much(100, 'x');
  EXPECT_EQ(put(buffer, much), 21U);
  EXPECT_TRUE(buffer.prepare().empty());
  EXPECT_EQ(pending(buffer), std::string(21, 'x'));
}

TEST(input_buffer, a_full_window_has_room_again_once_something_is_consumed) {
  input_buffer buffer{4, 8};
  ASSERT_EQ(put(buffer, "abcdefgh"), 8U);
  buffer.consume(1);
  EXPECT_EQ(buffer.prepare().size(), 1U);
  EXPECT_EQ(put(buffer, "i"), 1U);
  EXPECT_EQ(pending(buffer), "bcdefghi");
}

TEST(input_buffer, keeps_octets_in_order_through_any_growth_and_compaction) {
  std::mt19937_64 engine{5034};
  input_buffer buffer{3, 50};
  std::string expected;
  for (int round = 0; round < 2000; ++round) {
    const std::string more = testing::random_octets(engine, testing::any_octet(), engine() % 20);
    expected.append(more, 0, put(buffer, more));
    ASSERT_EQ(pending(buffer), expected);
    const std::size_t gone = expected.empty() ? 0 : engine() % (expected.size() + 1);
    buffer.consume(gone);
    expected.erase(0, gone);
  }
}

TEST(input_buffer, no_line_before_its_end_arrives) {
  input_buffer buffer{16, 16};
  put(buffer, "+OK\r");
  const auto none = buffer.take_line(16);
  ASSERT_TRUE(none.has_value());
  EXPECT_FALSE(none->has_value());
  put(buffer, "\n");
  const auto line = buffer.take_line(16);
  ASSERT_TRUE(line.has_value() && line->has_value());
  EXPECT_EQ((*line)->text, "+OK");
  EXPECT_TRUE(buffer.empty());
}

TEST(input_buffer, a_line_leaves_the_octets_after_it) {
  input_buffer buffer{32, 32};
  put(buffer, "+OK\r\nbody");
  ASSERT_TRUE(buffer.take_line(32).has_value());
  EXPECT_EQ(pending(buffer), "body");
}

TEST(input_buffer, a_line_of_exactly_the_limit_is_taken) {
  input_buffer buffer{32, 32};
  put(buffer, "abc\r\n");
  const auto line = buffer.take_line(5);
  ASSERT_TRUE(line.has_value() && line->has_value());
  EXPECT_EQ((*line)->text, "abc");
}

TEST(input_buffer, a_line_past_the_limit_is_refused_though_its_end_is_there) {
  input_buffer buffer{32, 32};
  put(buffer, "abcd\r\n");
  const auto line = buffer.take_line(5);
  ASSERT_TRUE(line.has_error());
  EXPECT_EQ(line.error(), errc::line_too_long);
}

TEST(input_buffer, a_line_is_refused_as_soon_as_its_end_cannot_fit) {
  input_buffer buffer{32, 32};
  put(buffer, "abcd");
  EXPECT_TRUE(buffer.take_line(5).has_value());
  put(buffer, "e");
  const auto line = buffer.take_line(5);
  ASSERT_TRUE(line.has_error());
  EXPECT_EQ(line.error(), errc::line_too_long);
}

TEST(input_buffer, a_line_that_fills_the_window_is_refused) {
  input_buffer buffer{4, 8};
  put(buffer, "abcdefgh");
  const auto line = buffer.take_line(1000);
  ASSERT_TRUE(line.has_error());
  EXPECT_EQ(line.error(), errc::line_too_long);
}

TEST(input_buffer, a_longer_limit_later_finds_the_line) {
  input_buffer buffer{32, 32};
  put(buffer, "abcdefgh\r\n");
  EXPECT_TRUE(buffer.take_line(4).has_error());
  const auto line = buffer.take_line(32);
  ASSERT_TRUE(line.has_value() && line->has_value());
  EXPECT_EQ((*line)->text, "abcdefgh");
}

TEST(input_buffer, finds_lines_after_octets_were_consumed_past_the_searched_ones) {
  input_buffer buffer{32, 32};
  put(buffer, "abc");
  ASSERT_TRUE(buffer.take_line(32).has_value());
  put(buffer, "def\r\nghi\r\n");
  buffer.consume(8);
  const auto line = buffer.take_line(32);
  ASSERT_TRUE(line.has_value() && line->has_value());
  EXPECT_EQ((*line)->text, "ghi");
}

TEST(input_buffer, release_keeps_pending_octets) {
  input_buffer buffer{8, 8};
  put(buffer, "ab");
  buffer.release();
  EXPECT_EQ(pending(buffer), "ab");
}

TEST(input_buffer, works_on_after_release) {
  input_buffer buffer{8, 8};
  put(buffer, "ab");
  buffer.consume(2);
  buffer.release();
  EXPECT_TRUE(buffer.empty());
  EXPECT_TRUE(buffer.pending().empty());
  const auto none = buffer.take_line(8);
  EXPECT_TRUE(none.has_value() && !none->has_value());
  put(buffer, "c\r\n");
  EXPECT_EQ(pending(buffer), "c\r\n");
}

}  // namespace
}  // namespace pop3kit
