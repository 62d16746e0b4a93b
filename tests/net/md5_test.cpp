#include "net/crypto/md5.hpp"

#include <gtest/gtest.h>

namespace pop3kit::net {
namespace {

TEST(md5, of_nothing_and_of_text_rfc1321_appendix_5) {
  EXPECT_EQ(md5_hex(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(md5_hex("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
}

TEST(md5, of_a_timestamp_and_a_secret_rfc1939_7) {
  EXPECT_EQ(md5_hex("<1896.697170952@dbc.mtview.ca.us>tanstaaf"), "c4c9334bac560ecc979e58001b3e22fb");
}

}  // namespace
}  // namespace pop3kit::net
