#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using tls = played_scenario;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST_F(tls, expired) {
  play("tls/expired.lua");
  const auto refused = mail().connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_THAT(
      refused.error().detail(),
      AllOf(HasSubstr("CN=localhost"), HasSubstr("issued by CN=pop3kit test authority"), HasSubstr("expired on 2")));
  expect_refused_on_both_ports(errc::certificate_expired, "the server needs a new one");
  EXPECT_TRUE(verified()) << "nobody logged in";
}

TEST_F(tls, not_yet_valid) {
  play("tls/not_yet_valid.lua");
  expect_refused_on_both_ports(errc::certificate_not_yet_valid, "check this machine's clock");
  EXPECT_TRUE(verified()) << "nobody logged in";
}

TEST_F(tls, wrong_host) {
  play("tls/wrong_host.lua");
  expect_refused_on_both_ports(errc::certificate_wrong_host, "DNS:elsewhere.invalid");
  EXPECT_TRUE(verified()) << "nobody logged in";
}

TEST_F(tls, common_name_only) {
  play("tls/common_name_only.lua");
  expect_refused_on_both_ports(errc::certificate_wrong_host, "CN=localhost for no name");
  EXPECT_TRUE(verified()) << "nobody logged in";
}

TEST_F(tls, unknown_authority) {
  play("tls/unknown_authority.lua");
  expect_refused_on_both_ports(errc::certificate_untrusted, "issued by CN=an authority that nobody knows");
  EXPECT_TRUE(verified()) << "nobody logged in";
}

TEST_F(tls, self_signed) {
  play("tls/self_signed.lua");
  expect_refused_on_both_ports(errc::certificate_self_signed, "with the key ");
  EXPECT_TRUE(verified()) << "nobody logged in";
}

TEST_F(tls, self_signed_is_accepted_if_its_key_is_pinned) {
  play("tls/self_signed.lua");
  verdict_may_fail("a client that pins the key logs in");
  const auto refused = mail().connect();
  ASSERT_TRUE(refused.has_error());
  const std::string& detail = refused.error().detail();
  auto pinned = options();
  pinned.tls.verify = false;
  pinned.tls.spki_sha256_pins = {detail.substr(detail.rfind(' ') + 1)};
  EXPECT_EQ(client{pinned}.get_message_count().value(), 1U);
  pinned.tls.spki_sha256_pins = {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="};
  EXPECT_EQ(client{pinned}.connect().error().code(), errc::certificate_not_pinned);
}

TEST_F(tls, weak_key) {
  play("tls/weak_key.lua");
  expect_refused_on_both_ports(errc::certificate_too_weak, "RSA of 1024 bits");
  EXPECT_TRUE(verified()) << "nobody logged in";
}

TEST_F(tls, weak_digest) {
  play("tls/weak_digest.lua");
  expect_refused_on_both_ports(errc::certificate_too_weak, "SHA1");
  EXPECT_TRUE(verified()) << "nobody logged in";
}

TEST_F(tls, client_certificate_required) {
  play("tls/client_certificate_required.lua");
  expect_refused_on_both_ports(errc::client_certificate_required, "give one, with its private key");
  EXPECT_TRUE(verified()) << "nobody logged in";
}

TEST_F(tls, old_version) {
  play("tls/old_version.lua");
  expect_refused_on_both_ports(errc::tls_version_unsupported, "does not accept TLSv1.2");
  EXPECT_TRUE(verified()) << "nobody logged in";
}

TEST_F(tls, old_version_is_accepted_if_the_options_allow_it) {
  play("tls/old_version.lua");
  verdict_may_fail("a client that allows TLS 1.1 logs in");
  auto careless = options();
  careless.tls.minimum = tls_minimum::tls1_1_unsafe;
  EXPECT_EQ(client{careless}.get_message_count().value(), 1U);
}

TEST_F(tls, renewed_certificate) {
  play("tls/renewed_certificate.lua");
  client persistent = mail();
  EXPECT_EQ(persistent.connect().error().code(), errc::certificate_expired);
  EXPECT_EQ(persistent.get_message_count().value(), 1U);
}

}  // namespace
}  // namespace pop3kit::scenarios
