#include "dovecot_fixture.hpp"

namespace pop3kit::interop {
namespace {

class login : public dovecot_test {};

TEST_P(login, a_wrong_password_is_reported_as_such) {
  auto wrong = options();
  wrong.login.password = "guess";
  client mail{wrong};
  const auto refused = mail.connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::authentication_failed);
}

TEST_P(login, by_user_and_by_sasl_plain_rfc5034) {
  for (const auto* mechanism : {"USER", "PLAIN"}) {
    auto chosen = options();
    chosen.login.mechanism = mechanism;
    client mail{chosen};
    const auto connected = mail.validate_credentials();
    EXPECT_TRUE(connected.has_value()) << mechanism << ": " << connected.error().message();
  }
}

EACH_PROTECTION(login);

class trust : public dovecot_test {
 protected:
  boost::system::error_code outcome_of(const client_options& chosen) {
    client mail{chosen};
    const auto connected = mail.connect();
    return connected.has_error() ? connected.error().code() : boost::system::error_code{};
  }
};

TEST_P(trust, an_unknown_authority_is_refused) {
  auto blind = options();
  blind.tls.ca_pem.clear();
  EXPECT_EQ(outcome_of(blind), errc::certificate_untrusted);
}

TEST_P(trust, verification_can_be_switched_off) {
  auto careless = options();
  careless.tls.ca_pem.clear();
  careless.tls.verify = false;
  EXPECT_FALSE(outcome_of(careless));
}

TEST_P(trust, a_certificate_for_another_host_is_refused_rfc8314) {
  auto elsewhere = options();
  elsewhere.host = "localhost";
  EXPECT_EQ(outcome_of(elsewhere), errc::certificate_wrong_host);
}

INSTANTIATE_TEST_SUITE_P(dovecot, trust, ::testing::Values(security::stls, security::implicit), protection_name);

}  // namespace
}  // namespace pop3kit::interop
