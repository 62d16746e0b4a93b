#include "wire/dot_decoder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/feed_all_ways.hpp"
#include "support/octets.hpp"
#include "wire/decode_pieces.hpp"

namespace pop3kit {
namespace {

using namespace std::string_view_literals;
using testing::decode_pieces;
using testing::decoding;
using testing::feed_all_ways;
using wire::line_ends;

struct dot_decoder_case {
  const char* name;
  line_ends ends;
  std::string_view input;
  std::string_view body;
  std::string_view rest;
  bool finished;
};

void PrintTo(const dot_decoder_case& each, std::ostream* out) {
  *out << each.name;
}

constexpr auto crlf = line_ends::crlf;
constexpr auto lf = line_ends::lf;

constexpr dot_decoder_case dot_decoder_cases[] = {
    {"empty_body_rfc1939_3", crlf, ".\r\n"sv, ""sv, ""sv, true},
    {"one_line_rfc1939_3", crlf, "1 120\r\n.\r\n"sv, "1 120\r\n"sv, ""sv, true},
    {"first_dot_is_removed_rfc1939_3", crlf, "..\r\n.\r\n"sv, ".\r\n"sv, ""sv, true},
    {"first_dot_of_a_later_line_rfc1939_3", crlf, "a\r\n..b\r\n.\r\n"sv, "a\r\n.b\r\n"sv, ""sv, true},
    {"only_the_first_of_many_dots", crlf, "....\r\n.\r\n"sv, "...\r\n"sv, ""sv, true},
    {"dots_inside_a_line_stay", crlf, "a.b..c\r\n.\r\n"sv, "a.b..c\r\n"sv, ""sv, true},
    {"dot_at_the_end_of_a_line_stays", crlf, "a.\r\n.\r\n"sv, "a.\r\n"sv, ""sv, true},
    {"unstuffed_dot_is_removed_too", crlf, ".a\r\n.\r\n"sv, "a\r\n"sv, ""sv, true},
    {"several_stuffed_lines", crlf, "..1\r\n..2\r\nx\r\n..3\r\n.\r\n"sv, ".1\r\n.2\r\nx\r\n.3\r\n"sv, ""sv, true},
    {"blank_lines_stay", crlf, "\r\n\r\n.\r\n"sv, "\r\n\r\n"sv, ""sv, true},
    {"octets_behind_the_end_stay", crlf, "a\r\n.\r\n+OK next\r\n"sv, "a\r\n"sv, "+OK next\r\n"sv, true},
    {"second_terminator_is_left", crlf, ".\r\n.\r\n"sv, ""sv, ".\r\n"sv, true},
    {"no_end_yet", crlf, "a\r\nb"sv, "a\r\nb"sv, ""sv, false},
    {"nothing_at_all", crlf, ""sv, ""sv, ""sv, false},
    {"lone_dot_is_undecided", crlf, "a\r\n."sv, "a\r\n"sv, "."sv, false},
    {"dot_and_cr_are_undecided", crlf, "a\r\n.\r"sv, "a\r\n"sv, ".\r"sv, false},
    {"first_dot_is_undecided", crlf, "."sv, ""sv, "."sv, false},
    {"dot_cr_other_is_text", crlf, ".\rx\r\n.\r\n"sv, "\rx\r\n"sv, ""sv, true},
    {"dot_cr_cr_lf_is_text", crlf, ".\r\r\n.\r\n"sv, "\r\r\n"sv, ""sv, true},
    {"dot_cr_dot_is_text", crlf, ".\r.\r\n.\r\n"sv, "\r.\r\n"sv, ""sv, true},
    {"bare_lf_ends_no_line_rfc1939_3", crlf, "a\n.\r\nb\r\n.\r\n"sv, "a\n.\r\nb\r\n"sv, ""sv, true},
    {"bare_lf_terminator_is_none_rfc1939_3", crlf, "a\r\n.\nb\r\n.\r\n"sv, "a\r\n\nb\r\n"sv, ""sv, true},
    {"bare_cr_ends_no_line", crlf, "a\r.\r\nb\r\n.\r\n"sv, "a\r.\r\nb\r\n"sv, ""sv, true},
    {"lf_cr_ends_no_line", crlf, "a\n\r.\r\n.\r\n"sv, "a\n\r.\r\n"sv, ""sv, true},
    {"cr_cr_lf_ends_a_line", crlf, "a\r\r\n.\r\n"sv, "a\r\r\n"sv, ""sv, true},
    {"cr_cr_lf_dot_is_stuffing", crlf, "a\r\r\n..b\r\n.\r\n"sv, "a\r\r\n.b\r\n"sv, ""sv, true},
    {"nul_and_high_octets_stay", crlf, "\0\xff\x80\r\n.\r\n"sv, "\0\xff\x80\r\n"sv, ""sv, true},
    {"end_needs_a_line_start", crlf, "a.\r\n"sv, "a.\r\n"sv, ""sv, false},
    {"lf_empty_body", lf, ".\n"sv, ""sv, ""sv, true},
    {"lf_lines", lf, "a\nb\n.\n"sv, "a\nb\n"sv, ""sv, true},
    {"lf_takes_crlf_lines_too", lf, "a\r\nb\n.\r\n"sv, "a\r\nb\n"sv, ""sv, true},
    {"lf_crlf_terminator", lf, "a\n.\r\n"sv, "a\n"sv, ""sv, true},
    {"lf_stuffed", lf, "a\n..b\n.\n"sv, "a\n.b\n"sv, ""sv, true},
    {"lf_undecided_dot", lf, "a\n."sv, "a\n"sv, "."sv, false},
    {"lf_undecided_dot_cr", lf, "a\n.\r"sv, "a\n"sv, ".\r"sv, false},
    {"lf_dot_cr_other_is_text", lf, "a\n.\rb\n.\n"sv, "a\n\rb\n"sv, ""sv, true},
    {"lf_octets_behind_the_end_stay", lf, ".\n+OK\n"sv, ""sv, "+OK\n"sv, true},
};

class dot_decoder_vectors : public ::testing::TestWithParam<dot_decoder_case> {};

TEST_P(dot_decoder_vectors, fed_all_ways) {
  const dot_decoder_case& each = GetParam();
  const decoding expected{std::string{each.body}, std::string{each.rest}, each.finished};
  feed_all_ways(each.input,
                [&](const testing::pieces& input) { EXPECT_EQ(decode_pieces(input, each.ends), expected); });
}

INSTANTIATE_TEST_SUITE_P(wire, dot_decoder_vectors, ::testing::ValuesIn(dot_decoder_cases),
                         [](const auto& each) { return each.param.name; });

/// The same rules written the slow and obvious way: one line at a time, over the whole input.
decoding decode_line_by_line(std::string_view input, line_ends ends) {
  const std::string_view line_end = ends == lf ? "\n"sv : "\r\n"sv;
  decoding made;
  while (true) {
    const std::size_t found = input.find(line_end);
    const bool whole = found != input.npos;
    const std::string_view line = input.substr(0, whole ? found + line_end.size() : input.size());
    if (line == ".\r\n" || (ends == lf && line == ".\n")) {
      return {made.body, std::string{input.substr(line.size())}, true};
    }
    const bool undecided = line == "." || line == ".\r";
    if (undecided) return {made.body, std::string{line}, false};
    made.body.append(line.substr(line.starts_with('.') ? 1 : 0));
    if (!whole) return made;
    input.remove_prefix(line.size());
  }
}

class dot_decoder_modes : public ::testing::TestWithParam<line_ends> {};

INSTANTIATE_TEST_SUITE_P(wire, dot_decoder_modes, ::testing::Values(crlf, lf),
                         [](const auto& each) { return each.param == crlf ? "crlf" : "lf"; });

TEST_P(dot_decoder_modes, every_short_input_decodes_as_line_by_line) {
  testing::for_each_string("\r\n.a", 6, [&](const std::string& input) {
    if (HasFailure()) return;
    const decoding expected = decode_line_by_line(input, GetParam());
    feed_all_ways(input, [&](const testing::pieces& cut) {
      EXPECT_EQ(decode_pieces(cut, GetParam()), expected) << ::testing::PrintToString(input);
    });
  });
}

TEST_P(dot_decoder_modes, random_input_decodes_as_line_by_line) {
  std::mt19937_64 engine{1939};
  for (int round = 0; round < 50 && !HasFailure(); ++round) {
    const std::string input = testing::random_octets(engine, "\r\n\r\n..ab\xff", 200);
    const decoding expected = decode_line_by_line(input, GetParam());
    feed_all_ways(input, [&](const testing::pieces& cut) { EXPECT_EQ(decode_pieces(cut, GetParam()), expected); });
  }
}

TEST(dot_decoder, does_not_move_a_body_without_dots) {
  std::string window = "Subject: x\r\n\r\nno dots\r\n.\r\n+OK";
  const std::string before = window;
  wire::dot_decoder decoder;
  const auto step = decoder.decode(window);
  EXPECT_EQ(step.produced, window.find(".\r\n"));
  EXPECT_EQ(step.consumed, step.produced + 3);
  EXPECT_EQ(window, before);
}

TEST(dot_decoder, moves_the_body_to_the_front_in_place) {
  std::string window = "..a\r\nb\r\n..c\r\n.\r\n+OK";
  wire::dot_decoder decoder;
  const auto step = decoder.decode(window);
  EXPECT_EQ(window.substr(0, step.produced), ".a\r\nb\r\n.c\r\n");
  EXPECT_EQ(window.substr(step.consumed), "+OK");
}

TEST(dot_decoder, decodes_nothing_after_the_end_until_reset) {
  wire::dot_decoder decoder;
  std::string end = ".\r\n";
  ASSERT_TRUE(decoder.decode(end).finished);
  std::string next = "..x\r\n.\r\n";
  const auto idle = decoder.decode(next);
  EXPECT_TRUE(idle.finished);
  EXPECT_EQ(idle.consumed, 0U);
  EXPECT_EQ(idle.produced, 0U);
  decoder.reset();
  const auto step = decoder.decode(next);
  EXPECT_TRUE(step.finished);
  EXPECT_EQ(next.substr(0, step.produced), ".x\r\n");
}

TEST(dot_decoder, reset_in_mid_line_begins_a_line) {
  wire::dot_decoder decoder;
  std::string half = "half a line\r";
  EXPECT_FALSE(decoder.decode(half).finished);
  decoder.reset(lf);
  std::string end = ".\n";
  EXPECT_TRUE(decoder.decode(end).finished);
}

TEST(dot_decoder, undecided_octets_are_not_consumed_however_often_they_are_offered) {
  wire::dot_decoder decoder;
  std::string tail = ".\r";
  for (int i = 0; i < 3; ++i) EXPECT_EQ(decoder.decode(tail).consumed, 0U);
  tail += '\n';
  EXPECT_TRUE(decoder.decode(tail).finished);
}

TEST(dot_decoder, a_line_of_a_mebibyte_passes) {
  std::string body(1U << 20U, 'x');
  body.insert(0, ".");
  body += "\r\n";
  std::string window = "." + body + ".\r\n";
  wire::dot_decoder decoder;
  const auto step = decoder.decode(window);
  EXPECT_TRUE(step.finished);
  EXPECT_TRUE(window.substr(0, step.produced) == body);
}

}  // namespace
}  // namespace pop3kit
