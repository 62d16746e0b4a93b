#include "text/utf8.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace pop3kit::text {
namespace {

bool is_surrogate(char32_t code_point) {
  return code_point >= 0xD800 && code_point <= 0xDFFF;
}

TEST(utf8, every_code_point_but_surrogates_survives_a_round_trip) {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (is_surrogate(code_point)) continue;
    std::string encoded;
    append_utf8(encoded, code_point);
    const utf8_character read = first_character(encoded);
    ASSERT_TRUE(read.valid && read.code_point == code_point && read.octets == encoded.size())
        << static_cast<std::uint32_t>(code_point);
  }
}

TEST(utf8, ill_formed_sequences_end_at_their_maximal_subpart_unicode_3_9) {
  struct example {
    std::string_view octets;
    std::size_t subpart;
  };
  const example examples[] = {
      {"\x80", 1},
      {"\xC0\xAF", 1},
      {"\xC1\xBF", 1},
      {"\xC2"
       "A",
       1},
      {"\xE0\x9F\xBF", 1},
      {"\xED\xA0\x80", 1},
      {"\xE2\x82", 2},
      {"\xE2\x82 ", 2},
      {"\xF0\x8F\xBF\xBF", 1},
      {"\xF0\x90\x80", 3},
      {"\xF4\x90\x80\x80", 1},
      {"\xF5\x80", 1},
      {"\xFF", 1},
  };
  for (const example& each : examples) {
    const utf8_character read = first_character(each.octets);
    EXPECT_FALSE(read.valid) << each.octets;
    EXPECT_EQ(read.octets, each.subpart) << each.octets;
    EXPECT_FALSE(is_utf8(each.octets)) << each.octets;
  }
}

TEST(utf8, repair_replaces_each_undecodable_character_once) {
  const std::string_view fffd = replacement_character;
  EXPECT_EQ(repaired("caf\xC3\xA9"), "caf\xC3\xA9");
  EXPECT_EQ(repaired("a\xE2\x82 b"), std::string("a").append(fffd).append(" b"));
  EXPECT_EQ(repaired("\xFF\xE2\x82"), std::string(fffd).append(fffd));
  EXPECT_EQ(repaired("0123456789\xFF"
                     "0123456789"),
            std::string("0123456789").append(fffd).append("0123456789"));
}

TEST(utf8, the_ascii_prefix_ends_at_the_first_octet_beyond_ascii) {
  for (std::size_t length = 0; length < 40; ++length) {
    const std::string text = std::string(length, 'x') + "\xC3\xA9" + std::string(20, 'y');
    EXPECT_EQ(ascii_prefix(text), length);
    EXPECT_EQ(ascii_prefix(std::string(length, 'x')), length);
  }
  EXPECT_TRUE(is_ascii(std::string("\0\x7F", 2)));
  EXPECT_FALSE(is_ascii("\x80"));
}

TEST(utf8, characters_that_a_terminal_could_obey) {
  for (const char32_t unsafe : {0x00, 0x1F, 0x7F, 0x80, 0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x202E, 0x2066, 0x2069}) {
    EXPECT_TRUE(is_unsafe_on_terminal(unsafe)) << static_cast<std::uint32_t>(unsafe);
  }
  for (const char32_t safe :
       {0x20, 0x7E, 0xA0, 0x061B, 0x061D, 0x200D, 0x2010, 0x2027, 0x202F, 0x2065, 0x206A, 0x1F600}) {
    EXPECT_FALSE(is_unsafe_on_terminal(safe)) << static_cast<std::uint32_t>(safe);
  }
}

TEST(utf8_prefix, cuts_no_character) {
  EXPECT_EQ(utf8_prefix("caf\xC3\xA9s", 6), "caf\xC3\xA9s");
  EXPECT_EQ(utf8_prefix("caf\xC3\xA9s", 5), "caf\xC3\xA9");
  EXPECT_EQ(utf8_prefix("caf\xC3\xA9s", 4), "caf");
  EXPECT_EQ(utf8_prefix("\xF0\x9F\x93\xA7!", 3), "");
  EXPECT_EQ(utf8_prefix("\xC3\xA9", 1), "");
  EXPECT_EQ(utf8_prefix("\xC3\xA9", 0), "");
}

TEST(utf8_prefix, keeps_octets_that_are_no_utf8) {
  EXPECT_EQ(utf8_prefix(std::string(10, '\x80'), 8).size(), 5U);
}

}  // namespace
}  // namespace pop3kit::text
