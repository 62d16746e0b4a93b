#include "peer_fixture.hpp"

namespace pop3kit::interop {
namespace {

using ::testing::HasSubstr;

class courier_unicode : public ::testing::TestWithParam<security> {
 protected:
  void SetUp() override { need_root(); }
};

TEST_P(courier_unicode, headers_beyond_ascii_are_wrapped_unless_utf8_was_asked_for_rfc6856) {
  const auto server = courier().start({"Subject: gr\xC3\xBC\xC3\x9F\n\nbody\n"});
  auto chosen = server->options(GetParam());
  client ascii{chosen};
  const auto wrapped = ascii.fetch_message(1).value();
  EXPECT_EQ(wrapped.subject(), "Cannot display Unicode content");
  EXPECT_THAT(std::string(wrapped.octets()), HasSubstr("Subject: gr\xC3\xBC\xC3\x9F\r\n\r\nbody\r\n"));
  ASSERT_TRUE(ascii.quit().has_value());
  chosen.utf8 = utf8_mode::automatic;
  EXPECT_EQ(client{chosen}.fetch_message(1).value().octets(), "Subject: gr\xC3\xBC\xC3\x9F\r\n\r\nbody\r\n");
}

INSTANTIATE_TEST_SUITE_P(courier, courier_unicode,
                         ::testing::Values(security::none, security::stls, security::implicit), protection_name);

}  // namespace
}  // namespace pop3kit::interop
