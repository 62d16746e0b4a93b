#include "text/base64.hpp"

#include <gtest/gtest.h>

namespace pop3kit::text {
namespace {

TEST(base64, encodes_and_decodes_the_examples_of_rfc4648_10) {
  const std::pair<std::string_view, std::string_view> examples[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
  };
  for (const auto& [octets, encoded] : examples) {
    EXPECT_EQ(to_base64(octets), encoded);
    EXPECT_EQ(from_base64(encoded), octets);
  }
}

TEST(base64, every_octet_and_length_survives_a_round_trip) {
  std::string octets;
  for (int each = 0; each < 256; ++each) {
    EXPECT_EQ(from_base64(to_base64(octets)), octets) << octets.size();
    octets.push_back(static_cast<char>(255 - each));
  }
}

TEST(base64, decoding_refuses_everything_but_whole_groups_of_the_alphabet) {
  for (const std::string_view wrong :
       {"Zg", "Zg=", "Zg==\n", " Zg==", "Zm-_", "Zg==Zg==", "A===", "====", "=", "Z=g=", "Zm9\x80"}) {
    EXPECT_FALSE(from_base64(wrong).has_value()) << wrong;
  }
}

TEST(base64, decoding_ignores_the_unused_bits_of_the_last_character) {
  EXPECT_EQ(from_base64("Zh=="), "f");
  EXPECT_EQ(from_base64("Zm9="), "fo");
}

}  // namespace
}  // namespace pop3kit::text
