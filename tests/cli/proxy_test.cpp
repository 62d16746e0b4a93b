#include <gmock/gmock.h>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class proxy : public command_test {
 protected:
  void SetUp() override { serve(three_messages()); }

  /// An address at which usually nothing listens.
  static constexpr const char* nobody = "127.0.0.1:1";
};

TEST_F(proxy, that_cannot_be_reached_is_exit_status_3) {
  for (const std::string scheme : {"socks5://", "socks4a://", "http://"}) {
    const command_run run = plain("stat", {"--proxy", scheme + nobody});
    expect_failure(run, 3);
    EXPECT_THAT(run.err, HasSubstr("the proxy cannot be reached (127.0.0.1:1"));
  }
  EXPECT_THAT(commands(), IsEmpty()) << "nobody went around the proxy";
}

TEST_F(proxy, malformed_urls_are_exit_status_2_and_send_nothing) {
  for (const std::string url : {"proxy.example.org", "ftp://proxy", "socks5://", "socks5://proxy:0", "http://a b"}) {
    expect_failure(plain("stat", {"--proxy", url}), 2);
  }
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(proxy, a_password_on_the_command_line_is_refused_and_not_repeated) {
  const command_run run = plain("stat", {"--proxy", std::string("socks5://bob:pr0xy@") + nobody});
  expect_failure(run, 2);
  EXPECT_THAT(run.err, HasSubstr("--proxy-password-env"));
  EXPECT_THAT(run.err, Not(HasSubstr("pr0xy")));
}

TEST_F(proxy, the_password_s_source) {
  expect_failure(plain("stat", {"--proxy-password-env", "HOME"}), 2);
  expect_failure(plain("stat", {"--proxy", std::string("http://") + nobody, "--proxy-password-env", "HOME"}), 2);
  expect_failure(
      plain("stat", {"--proxy", std::string("http://bob@") + nobody, "--proxy-password-env", "POP3KIT_NOT_SET"}), 2);
  EXPECT_THAT(served().journal(), IsEmpty());
}

class tls_options : public command_test {
 protected:
  void SetUp() override { serve(three_messages()); }
};

TEST_F(tls_options, a_pin_that_no_key_has_is_exit_status_3) {
  const command_run run = secure("count", {"--pin", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="});
  expect_failure(run, 3);
  EXPECT_THAT(run.err, HasSubstr("no pin allows its key "));
  const std::string shown = run.err.substr(run.err.find("no pin allows its key ") + 22, 44);
  expect_success(secure("count", {"--pin", shown}));
  const command_run unusable = secure("count", {"--pin", "rubbish"});
  expect_failure(unusable, 2);
  EXPECT_THAT(unusable.err, HasSubstr("--pin 'rubbish': write the base64 of a SHA-256"));
}

TEST_F(tls_options, the_minimum_version) {
  expect_success(secure("count", {"--tls-minimum", "1.3"}));
  expect_failure(secure("count", {"--tls-minimum", "1.1"}), 2);
}

TEST_F(tls_options, certificate_and_key_belong_together) {
  const std::string text = folder().write("text", "no certificate\n");
  expect_failure(secure("count", {"--certificate", text}), 2);
  expect_failure(secure("count", {"--certificate", text, "--private-key", text}), 8);
  const std::string certificate = folder().write("certificate", "-----BEGIN CERTIFICATE-----\n");
  const command_run keyless = secure("count", {"--certificate", certificate, "--private-key", certificate});
  expect_failure(keyless, 8);
  EXPECT_THAT(keyless.err, HasSubstr("--private-key '" + certificate + "': holds no private key in PEM"));
  const std::string key = folder().write("key", "-----BEGIN PRIVATE KEY-----\n");
  const command_run strange = secure("count", {"--certificate", certificate, "--private-key", key});
  expect_failure(strange, 2);
  EXPECT_THAT(strange.err, HasSubstr("--certificate '" + certificate + "': holds no certificate in PEM"));
  expect_failure(secure("count", {"--certificate", folder().path("none"), "--private-key", text}), 8);
  EXPECT_THAT(served().journal(), IsEmpty());
}

}  // namespace
}  // namespace pop3kit::test
