#include <gmock/gmock.h>

#include <pop3kit/server.hpp>

#include "net/tls/certificate_authority.hpp"
#include "net/tls/tls.hpp"
#include "scenario_text.hpp"
#include "support/tls_pair.hpp"

namespace pop3kit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A server whose options have the authority.
class server_authority : public ::testing::Test {
 protected:
  [[nodiscard]] static server made_with(const std::string& ca_pem, const std::string& ca_key_pem) {
    server_options options;
    options.ca_pem = ca_pem;
    options.ca_key_pem = ca_key_pem;
    return server(scenario::parse("return scenario {}").value(), std::move(options));
  }

  /// Says why the server does not start with this authority.
  [[nodiscard]] static std::string trouble_with(const std::string& ca_pem, const std::string& ca_key_pem) {
    server mail = made_with(ca_pem, ca_key_pem);
    const auto started = mail.start();
    if (started.has_value()) return "started";
    EXPECT_EQ(started.error().code(), errc::invalid_option);
    EXPECT_FALSE(mail.port()) << "no port is open";
    return started.error().detail();
  }

  const ca_key_pair kept_ = make_certificate_authority().value();
};

TEST_F(server_authority, is_the_same_in_every_run) {
  for (int run = 0; run < 2; ++run) {
    server mail = made_with(kept_.ca_pem, kept_.ca_key_pem);
    ASSERT_TRUE(mail.start().has_value());
    EXPECT_EQ(mail.ca_pem(), kept_.ca_pem);
    mail.stop();
    ASSERT_TRUE(mail.start().has_value());
    EXPECT_EQ(mail.ca_pem(), kept_.ca_pem);
  }
}

TEST_F(server_authority, is_new_in_every_run_without_the_options) {
  server mail = made_with("", "");
  ASSERT_TRUE(mail.start().has_value());
  const std::string first = mail.ca_pem();
  mail.stop();
  ASSERT_TRUE(mail.start().has_value());
  EXPECT_NE(mail.ca_pem(), first);
}

TEST_F(server_authority, signs_certificates_that_verify_under_the_kept_one) {
  const auto now = std::chrono::system_clock::now();
  std::string trouble;
  const auto loaded = net::certificate_authority::load(kept_.ca_pem, kept_.ca_key_pem, now, trouble);
  ASSERT_TRUE(loaded.has_value()) << trouble;
  const net::certified_key issued = loaded->issue(net::certificate_request()).value();
  net::tls_client_settings client;
  client.use_system_trust = false;
  client.ca_pem = kept_.ca_pem;
  net::tls_server_settings served;
  served.certificate_pem = issued.certificate_pem;
  served.private_key_pem = issued.private_key_pem;
  net::asio::io_context context;
  EXPECT_TRUE(testing::shake_hands(context, client, served)->client);
}

TEST_F(server_authority, does_not_give_away_a_key_that_stands_beside_the_certificate) {
  const std::string both = kept_.ca_key_pem + kept_.ca_pem;
  server mail = made_with(both, both);
  ASSERT_TRUE(mail.start().has_value());
  EXPECT_EQ(mail.ca_pem(), kept_.ca_pem);
  EXPECT_THAT(mail.ca_pem(), Not(HasSubstr("PRIVATE")));
}

TEST_F(server_authority, that_cannot_sign_is_refused_before_a_port_is_opened) {
  const ca_key_pair other = make_certificate_authority().value();
  EXPECT_THAT(trouble_with(kept_.ca_pem, other.ca_key_pem), HasSubstr("the private key is not the one of the auth"));
  EXPECT_THAT(trouble_with("", kept_.ca_key_pem), HasSubstr("no certificate in PEM"));
  EXPECT_THAT(trouble_with(kept_.ca_pem, ""), HasSubstr("no private key in PEM"));
  EXPECT_THAT(trouble_with("text", "text"), HasSubstr("no certificate in PEM"));
  const net::certified_key leaf = net::certificate_authority::self_signed(net::certificate_request()).value();
  EXPECT_THAT(trouble_with(leaf.certificate_pem, leaf.private_key_pem), HasSubstr("not allowed to sign"));
}

TEST_F(server_authority, is_refused_before_and_after_its_time) {
  using std::chrono::hours;
  const auto now = std::chrono::system_clock::now();
  const auto trouble_at = [this](std::chrono::system_clock::time_point when) {
    std::string trouble;
    const auto loaded = net::certificate_authority::load(kept_.ca_pem, kept_.ca_key_pem, when, trouble);
    EXPECT_EQ(loaded.has_error(), !trouble.empty());
    return trouble;
  };
  EXPECT_EQ(trouble_at(now), "");
  EXPECT_EQ(trouble_at(now + hours(24) * 3650), "");
  EXPECT_EQ(trouble_at(now + hours(24) * 3660), "the authority's certificate has expired");
  EXPECT_EQ(trouble_at(now - hours(24)), "the authority's certificate is not valid yet");
}

}  // namespace
}  // namespace pop3kit
