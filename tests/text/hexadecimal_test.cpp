#include "text/hexadecimal.hpp"

#include <gtest/gtest.h>

namespace pop3kit::text {
namespace {

TEST(hexadecimal, octets_become_two_digits) {
  EXPECT_EQ(to_hex(std::string_view("\x00\x0f\xa5\xff", 4)), "000fa5ff");
  std::string out = "%";
  append_hex(out, 0xAB, upper_case_digits);
  EXPECT_EQ(out, "%AB");
}

TEST(hexadecimal, numbers_become_as_many_digits_as_asked_for) {
  std::string out;
  append_hex_number(out, 0x1234ABCD, 8);
  append_hex_number(out, 0xFFFFFFFFFFFFFFFF);
  append_hex_number(out, 0x12345, 2);
  EXPECT_EQ(out, "1234abcdffffffffffffffff45");
}

TEST(hexadecimal, only_hexadecimal_digits_have_a_value) {
  for (int value = 0; value < 256; ++value) {
    const std::string_view digits = "0123456789abcdef0123456789ABCDEF";
    const std::size_t at = digits.find(static_cast<char>(value));
    EXPECT_EQ(hex_value(static_cast<char>(value)), at == std::string_view::npos ? -1 : static_cast<int>(at % 16))
        << value;
  }
}

TEST(hexadecimal, percent_signs_need_two_digits_rfc3986_2_1) {
  EXPECT_EQ(percent_decoded("a%40b%2Fc%2f%00"), std::string("a@b/c/\0", 7));
  EXPECT_EQ(percent_decoded(""), "");
  for (const std::string_view wrong : {"%", "%4", "a%", "%4g", "%g4", "%+4", "% 4", "%%40"}) {
    EXPECT_FALSE(percent_decoded(wrong).has_value()) << wrong;
  }
}

}  // namespace
}  // namespace pop3kit::text
