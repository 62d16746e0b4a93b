#include <gtest/gtest.h>

#include "ntlm_digest.hpp"

namespace pop3kit::serving {
namespace {

const std::string challenge = "\x01\x23\x45\x67\x89\xab\xcd\xef";

std::string hex(std::string_view octets) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char octet : octets) {
    out.push_back(digits[static_cast<unsigned char>(octet) >> 4U]);
    out.push_back(digits[static_cast<unsigned char>(octet) & 15U]);
  }
  return out;
}

TEST(ntlm_digest, of_version_1_ms_nlmp_4_2_2_2) {
  EXPECT_EQ(hex(ntlm_response("Password", challenge)), "67c43011f30298a2ad35ece64f16331c44bdbed927841f94");
}

TEST(ntlm_digest, of_version_2_ms_nlmp_4_2_4_2) {
  std::string blob("\x01\x01\0\0\0\0\0\0", 8);
  blob.append(8, '\0').append(8, '\xaa').append(4, '\0');
  blob.append("\x02\0\x0c\0", 4).append(to_utf16("Domain"));
  blob.append("\x01\0\x0c\0", 4).append(to_utf16("Server"));
  blob.append(8, '\0');
  EXPECT_EQ(hex(ntlm2_proof("Password", "User", "Domain", challenge, blob)), "68cd0ab851e51c96aabc927bebef6a1c");
}

TEST(ntlm_digest, text_is_utf16_and_back) {
  EXPECT_EQ(hex(to_utf16("aé€")), "6100e900ac20");
  EXPECT_EQ(from_utf16(to_utf16("Zoë")), "Zoë");
  EXPECT_EQ(from_utf16("a"), "");
}

}  // namespace
}  // namespace pop3kit::serving
