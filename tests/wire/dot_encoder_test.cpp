#include "wire/dot_encoder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/feed_all_ways.hpp"
#include "support/octets.hpp"
#include "wire/decode_pieces.hpp"

namespace pop3kit {
namespace {

using namespace std::string_view_literals;

std::string encode(const testing::pieces& body) {
  wire::dot_encoder encoder;
  std::string out;
  for (const std::string_view piece : body) encoder.append(out, piece);
  encoder.finish(out);
  return out;
}

/// A multi-line response ends with a line end: the encoder adds the one that is missing.
std::string whole_lines(std::string body) {
  if (!body.empty() && !body.ends_with("\r\n")) body += "\r\n";
  return body;
}

struct dot_encoder_case {
  const char* name;
  std::string_view body;
  std::string_view wire;
};

void PrintTo(const dot_encoder_case& each, std::ostream* out) {
  *out << each.name;
}

constexpr dot_encoder_case dot_encoder_cases[] = {
    {"empty_body", ""sv, ".\r\n"sv},
    {"ordinary_lines", "a\r\nb\r\n"sv, "a\r\nb\r\n.\r\n"sv},
    {"very_first_dot_rfc1939_3", ".a\r\n"sv, "..a\r\n.\r\n"sv},
    {"line_of_one_dot_rfc1939_3", "a\r\n.\r\nb\r\n"sv, "a\r\n..\r\nb\r\n.\r\n"sv},
    {"body_of_one_dot", "."sv, "..\r\n.\r\n"sv},
    {"many_dots_get_one_more", "...\r\n"sv, "....\r\n.\r\n"sv},
    {"consecutive_lines", ".\r\n.\r\n"sv, "..\r\n..\r\n.\r\n"sv},
    {"dot_inside_a_line", "a.b\r\n"sv, "a.b\r\n.\r\n"sv},
    {"missing_line_end_is_added", "a"sv, "a\r\n.\r\n"sv},
    {"lone_cr_at_the_end_is_text", "a\r"sv, "a\r\r\n.\r\n"sv},
    {"bare_lf_is_no_line_end", "a\n.b\r\n"sv, "a\n.b\r\n.\r\n"sv},
    {"bare_cr_is_no_line_end", "a\r.b\r\n"sv, "a\r.b\r\n.\r\n"sv},
    {"blank_lines", "\r\n\r\n"sv, "\r\n\r\n.\r\n"sv},
    {"nul_and_high_octets", "\0\xff\r\n"sv, "\0\xff\r\n.\r\n"sv},
};

class dot_encoder_vectors : public ::testing::TestWithParam<dot_encoder_case> {};

TEST_P(dot_encoder_vectors, fed_all_ways) {
  const dot_encoder_case& each = GetParam();
  testing::feed_all_ways(each.body, [&](const testing::pieces& body) { EXPECT_EQ(encode(body), each.wire); });
}

INSTANTIATE_TEST_SUITE_P(wire, dot_encoder_vectors, ::testing::ValuesIn(dot_encoder_cases),
                         [](const auto& each) { return each.param.name; });

TEST(dot_encoder, decoding_gives_every_short_body_back) {
  testing::for_each_string("\r\n.a", 6, [](const std::string& body) {
    if (HasFailure()) return;
    const auto made = testing::decode_pieces({encode({body})}, wire::line_ends::crlf);
    const testing::decoding expected{whole_lines(body), "", true};
    EXPECT_EQ(made, expected) << ::testing::PrintToString(body);
  });
}

TEST(dot_encoder, decoding_gives_random_bodies_back) {
  std::mt19937_64 engine{2449};
  const std::string alphabet =
      testing::any_octet() + std::string(64, '.') + std::string(64, '\r') + std::string(64, '\n');
  for (int round = 0; round < 200; ++round) {
    const std::string body = testing::random_octets(engine, alphabet, engine() % 2000);
    const auto made = testing::decode_pieces({encode({body})}, wire::line_ends::crlf);
    const testing::decoding expected{whole_lines(body), "", true};
    ASSERT_EQ(made, expected);
  }
}

TEST(dot_encoder, appends_to_what_is_there) {
  std::string out = "+OK\r\n";
  wire::dot_encoder encoder;
  encoder.append(out, ".x\r\n");
  encoder.finish(out);
  EXPECT_EQ(out, "+OK\r\n..x\r\n.\r\n");
}

TEST(dot_encoder, finish_makes_it_ready_for_the_next_body) {
  std::string out;
  wire::dot_encoder encoder;
  encoder.append(out, "half");
  encoder.finish(out);
  out.clear();
  encoder.append(out, ".next\r\n");
  encoder.finish(out);
  EXPECT_EQ(out, "..next\r\n.\r\n");
}

TEST(dot_encoder, reset_forgets_a_body_in_the_middle) {
  std::string out;
  wire::dot_encoder encoder;
  encoder.append(out, "half");
  encoder.reset();
  out.clear();
  encoder.finish(out);
  EXPECT_EQ(out, ".\r\n");
}

}  // namespace
}  // namespace pop3kit
