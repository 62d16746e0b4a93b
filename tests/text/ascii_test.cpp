#include "text/ascii.hpp"

#include <gtest/gtest.h>

namespace pop3kit::text {
namespace {

TEST(ascii, classes_are_those_of_ascii_alone) {
  for (int value = 0; value < 256; ++value) {
    const char octet = static_cast<char>(value);
    const bool upper = value >= 'A' && value <= 'Z';
    const bool lower = value >= 'a' && value <= 'z';
    const bool digit = value >= '0' && value <= '9';
    EXPECT_EQ(is_letter(octet), upper || lower) << value;
    EXPECT_EQ(is_digit(octet), digit) << value;
    EXPECT_EQ(is_letter_or_digit(octet), upper || lower || digit) << value;
    EXPECT_EQ(is_blank(octet), value == ' ' || value == '\t') << value;
    EXPECT_EQ(is_white_space(octet), value == ' ' || value == '\t' || value == '\r' || value == '\n') << value;
    EXPECT_EQ(is_control(octet), value < 0x20 || value == 0x7F) << value;
    EXPECT_EQ(is_graphic(octet), value > 0x20 && value < 0x7F) << value;
    EXPECT_EQ(is_ascii(octet), value < 0x80) << value;
    EXPECT_EQ(to_upper(octet), lower ? static_cast<char>(value - 32) : octet) << value;
    EXPECT_EQ(to_lower(octet), upper ? static_cast<char>(value + 32) : octet) << value;
  }
}

TEST(ascii, case_is_ignored_for_letters_only) {
  EXPECT_TRUE(equal_ignoring_case("Subject", "sUBJECT"));
  EXPECT_FALSE(equal_ignoring_case("Subject", "Subjec"));
  EXPECT_FALSE(equal_ignoring_case("a@", "a`"));
  EXPECT_EQ(lower_case("AZ[\xC4"), "az[\xC4");
}

TEST(ascii, blanks_and_white_space_are_trimmed_by_functions_of_their_own) {
  EXPECT_EQ(trim_left(" \t\r\n a "), "\r\n a ");
  EXPECT_EQ(trim_right(" a\r\n \t"), " a\r\n");
  EXPECT_EQ(trim_white_space_left("\r\n\t a "), "a ");
  EXPECT_EQ(trim_white_space("\r\n\t a \r\n"), "a");
  EXPECT_EQ(trim_white_space(" \r\n"), "");
}

TEST(ascii, fields_are_taken_one_by_one) {
  std::string_view text = "  one\ttwo  ";
  EXPECT_EQ(take_field(text), "one");
  EXPECT_EQ(take_field(text), "two");
  EXPECT_EQ(take_field(text), "");
}

TEST(ascii, cr_lf_and_nul_break_a_line) {
  for (const std::string_view text :
       {std::string_view("a\rb"), std::string_view("a\nb"), std::string_view("a\0b", 3)}) {
    EXPECT_TRUE(breaks_line(text));
  }
  EXPECT_FALSE(breaks_line("a\tb\x7F\xC2\x85"));
}

}  // namespace
}  // namespace pop3kit::text
