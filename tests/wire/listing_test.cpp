#include "wire/listing.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace pop3kit {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
constexpr auto largest_digits = "18446744073709551615"sv;
constexpr auto beyond_largest = "18446744073709551616"sv;

TEST(parse_number, reads_decimal_digits) {
  EXPECT_EQ(wire::parse_number("0").value(), 0U);
  EXPECT_EQ(wire::parse_number("320").value(), 320U);
  EXPECT_EQ(wire::parse_number("0007").value(), 7U);
}

TEST(parse_number, is_exact_up_to_the_largest) {
  EXPECT_EQ(wire::parse_number(largest_digits).value(), largest);
  EXPECT_EQ(wire::parse_number("18446744073709551614").value(), largest - 1);
}

class numbers_out_of_range : public ::testing::TestWithParam<std::string_view> {};
TEST_P(numbers_out_of_range, have_an_error_of_their_own) {
  EXPECT_EQ(wire::parse_number(GetParam()).error(), errc::size_out_of_range);
}
INSTANTIATE_TEST_SUITE_P(wire, numbers_out_of_range,
                         ::testing::Values(beyond_largest, "99999999999999999999"sv,
                                           "100000000000000000000000000000"sv));

class no_numbers : public ::testing::TestWithParam<std::string_view> {};
TEST_P(no_numbers, are_refused) {
  EXPECT_EQ(wire::parse_number(GetParam()).error(), errc::malformed_response);
}
INSTANTIATE_TEST_SUITE_P(wire, no_numbers,
                         ::testing::Values(""sv, "-1"sv, "+1"sv, " 1"sv, "1 "sv, "1a"sv, "0x10"sv, "1.5"sv, "1\0"sv,
                                           "-"sv, "\xb2"sv, "99999999999999999999999x"sv));

struct pair_vector {
  const char* name;
  std::string_view text;
  std::uint64_t first;
  std::uint64_t second;
};

void PrintTo(const pair_vector& each, std::ostream* out) {
  *out << each.name;
}

constexpr pair_vector pairs[] = {
    {"ordinary_rfc1939_5", "2 320", 2, 320},
    {"several_spaces", "2   320", 2, 320},
    {"tab", "2\t320", 2, 320},
    {"leading_space", " 2 320", 2, 320},
    {"trailing_space", "2 320 ", 2, 320},
    {"text_behind_rfc1939_5", "2 320 octets in all", 2, 320},
    {"leading_zeros", "02 0320", 2, 320},
    {"largest_octets", "1 18446744073709551615", 1, largest},
    {"no_octets", "1 0", 1, 0},
};

class number_pairs : public ::testing::TestWithParam<pair_vector> {};

TEST_P(number_pairs, are_a_stat) {
  const auto stat = wire::parse_stat(GetParam().text);
  ASSERT_TRUE(stat.has_value());
  EXPECT_EQ(stat->messages, GetParam().first);
  EXPECT_EQ(stat->octets, GetParam().second);
}

TEST_P(number_pairs, are_a_scan_listing) {
  const auto listing = wire::parse_scan_listing(GetParam().text);
  ASSERT_TRUE(listing.has_value());
  EXPECT_EQ(listing->sequence_number, GetParam().first);
  EXPECT_EQ(listing->octets, GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(wire, number_pairs, ::testing::ValuesIn(pairs),
                         [](const auto& each) { return each.param.name; });

class no_number_pairs : public ::testing::TestWithParam<std::string_view> {};

TEST_P(no_number_pairs, are_refused) {
  EXPECT_EQ(wire::parse_stat(GetParam()).error(), errc::malformed_response);
  EXPECT_EQ(wire::parse_scan_listing(GetParam()).error(), errc::malformed_response);
}

INSTANTIATE_TEST_SUITE_P(wire, no_number_pairs,
                         ::testing::Values(""sv, " "sv, "2"sv, "2 "sv, "-2 320"sv, "2 +320"sv, "two 320"sv, "2 320x"sv,
                                           "2,320"sv, "2 320.5"sv, "messages: 2 320"sv, "2\0320"sv));

class negative_sizes : public ::testing::TestWithParam<std::string_view> {};

TEST_P(negative_sizes, are_unknown_in_a_scan_listing_and_refused_in_stat) {
  const auto listing = wire::parse_scan_listing(GetParam());
  ASSERT_TRUE(listing.has_value());
  EXPECT_EQ(listing->sequence_number, 8U);
  EXPECT_EQ(listing->octets, std::nullopt);
  EXPECT_EQ(wire::parse_stat(GetParam()).error(), errc::malformed_response);
}

INSTANTIATE_TEST_SUITE_P(wire, negative_sizes,
                         ::testing::Values("8 -1"sv, "8  -320 octets"sv, "8 -0"sv, "8 -9223372036854775809"sv,
                                           "8 -99999999999999999999"sv));

class no_sizes : public ::testing::TestWithParam<std::string_view> {};

TEST_P(no_sizes, make_a_scan_listing_malformed) {
  EXPECT_EQ(wire::parse_scan_listing(GetParam()).error(), errc::malformed_response);
}

INSTANTIATE_TEST_SUITE_P(wire, no_sizes,
                         ::testing::Values("8 -"sv, "8 --1"sv, "8 - 1"sv, "8 -x"sv, "8 -1x"sv, "8 -1.5"sv, "-8 -1"sv,
                                           "8 -99999999999999999999x"sv));

TEST(parse_stat, an_empty_maildrop_rfc1939_5) {
  const auto stat = wire::parse_stat("0 0");
  ASSERT_TRUE(stat.has_value());
  EXPECT_EQ(stat->messages, 0U);
}

TEST(parse_stat, beyond_the_largest_has_an_error_of_its_own) {
  EXPECT_EQ(wire::parse_stat(std::string{"1 "}.append(beyond_largest)).error(), errc::size_out_of_range);
  EXPECT_EQ(wire::parse_stat(std::string{beyond_largest} + " 1").error(), errc::size_out_of_range);
}

TEST(parse_scan_listing, beyond_the_largest_has_an_error_of_its_own) {
  EXPECT_EQ(wire::parse_scan_listing(std::string{"1 "}.append(beyond_largest)).error(), errc::size_out_of_range);
}

TEST(parse_scan_listing, number_zero_is_none_rfc1939_5) {
  EXPECT_EQ(wire::parse_scan_listing("0 120").error(), errc::malformed_response);
}

struct unique_id_vector {
  const char* name;
  std::string_view line;
  std::uint64_t number;
  std::string_view id;
};

void PrintTo(const unique_id_vector& each, std::ostream* out) {
  *out << each.name;
}

constexpr unique_id_vector unique_ids[] = {
    {"ordinary_rfc1939_7", "1 whqtswO00WBw418f9t5JxYwZ", 1, "whqtswO00WBw418f9t5JxYwZ"},
    {"punctuation_rfc1939_7", "2 QhdPYR:00WBw1Ph7x7", 2, "QhdPYR:00WBw1Ph7x7"},
    {"several_spaces_before", "3   a7", 3, "a7"},
    {"tab_before", "3\ta7", 3, "a7"},
    {"spaces_inside_stay", "4 a b  c", 4, "a b  c"},
    {"trailing_spaces_go", "5 a7  ", 5, "a7"},
    {"missing", "6", 6, ""},
    {"blank", "6   ", 6, ""},
    {"high_octets_stay", "7 \xc3\xa9\xff", 7, "\xc3\xa9\xff"},
    {"nul_stays", "7 a\0b"sv, 7, "a\0b"sv},
    {"digits_are_an_id", "8 42", 8, "42"},
    {"path_like", "9 /var/mail/../x%2F", 9, "/var/mail/../x%2F"},
    {"longer_than_the_rfc_allows",
     "10 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789", 10,
     "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"},
};

class unique_id_lines : public ::testing::TestWithParam<unique_id_vector> {};

TEST_P(unique_id_lines, parse) {
  const auto parsed = wire::parse_unique_id_listing(GetParam().line);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->sequence_number, GetParam().number);
  EXPECT_EQ(parsed->unique_id, GetParam().id);
}

INSTANTIATE_TEST_SUITE_P(wire, unique_id_lines, ::testing::ValuesIn(unique_ids),
                         [](const auto& each) { return each.param.name; });

class no_unique_id_lines : public ::testing::TestWithParam<std::string_view> {};

TEST_P(no_unique_id_lines, are_refused) {
  EXPECT_EQ(wire::parse_unique_id_listing(GetParam()).error(), errc::malformed_response);
}

INSTANTIATE_TEST_SUITE_P(wire, no_unique_id_lines,
                         ::testing::Values(""sv, " "sv, "a7"sv, "0 a7"sv, "-1 a7"sv, "1a7"sv, "1 a\rb"sv, "1 a\nb"sv));

TEST(parse_unique_id_listing, number_beyond_the_largest_has_an_error_of_its_own) {
  EXPECT_EQ(wire::parse_unique_id_listing(std::string{beyond_largest} + " a").error(), errc::size_out_of_range);
}

TEST(parse_octets_hint, reads_what_retr_announces_rfc1939_5) {
  EXPECT_EQ(wire::parse_octets_hint("120 octets").value(), 120U);
  EXPECT_EQ(wire::parse_octets_hint("120 octets follow").value(), 120U);
  EXPECT_EQ(wire::parse_octets_hint("1 octet").value(), 1U);
  EXPECT_EQ(wire::parse_octets_hint("120 Bytes").value(), 120U);
}

class no_octets_hints : public ::testing::TestWithParam<std::string_view> {};

TEST_P(no_octets_hints, are_refused) {
  EXPECT_EQ(wire::parse_octets_hint(GetParam()).error(), errc::malformed_response);
}

INSTANTIATE_TEST_SUITE_P(wire, no_octets_hints,
                         ::testing::Values(""sv, "message follows"sv, "120"sv, "1 message"sv, "octets 120"sv,
                                           "-120 octets"sv));

TEST(parse_octets_hint, beyond_the_largest_has_an_error_of_its_own) {
  EXPECT_EQ(wire::parse_octets_hint(std::string{beyond_largest} + " octets").error(), errc::size_out_of_range);
}

TEST(append_listing, writes_what_is_read_back) {
  std::string out;
  wire::append_scan_listing(out, 7, largest);
  EXPECT_EQ(out, "7 18446744073709551615");
  EXPECT_EQ(wire::parse_scan_listing(out)->octets, largest);
}

}  // namespace
}  // namespace pop3kit
