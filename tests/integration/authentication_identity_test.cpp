#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>

#include "both_ends.hpp"
#include "net/tls/certificate_authority.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::ElementsAre;

std::string accounts(const std::string& name, const std::string& secret, const std::string& more = "") {
  return "return scenario { accounts = { ['" + name + "'] = { password = '" + secret + "' } }, " + more + " }";
}

std::string only(const std::string& mechanism) {
  return "listen = { mechanisms = { '" + mechanism + "' } }";
}

void log_in_as(both_ends& on, const std::string& user, const std::string& secret, const std::string& mechanism = "") {
  on.options.login = credentials(user, secret);
  on.options.login.mechanism = mechanism;
}

TEST(authentication, names_and_passwords_in_utf8_by_every_mechanism) {
  for (const std::string mechanism :
       {"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "USER", "APOP"}) {
    both_ends on(accounts("Zoë", "Grüße aus Köln", only(mechanism)));
    log_in_as(on, "Zoë", "Grüße aus Köln", mechanism);
    const auto refused = on.log_in();
    EXPECT_FALSE(refused.has_value()) << mechanism << ": " << refused->message();
  }
}

TEST(authentication, what_saslprep_takes_for_the_same_is_the_same_rfc4013_3) {
  // U+2168 is "IX", U+00AA is "a", and a soft hyphen is nothing.
  for (const std::string mechanism : {"PLAIN", "SCRAM-SHA-256"}) {
    both_ends on(accounts("alice", "IXa", only(mechanism)));
    log_in_as(on, "alice", "\xE2\x85\xA8\xC2\xAD\xC2\xAA", mechanism);
    const auto refused = on.log_in();
    EXPECT_FALSE(refused.has_value()) << mechanism << ": " << refused->message();
  }
}

TEST(authentication, an_unknown_user_and_a_wrong_password_get_the_same_answer) {
  for (const std::string mechanism :
       {"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "NTLM", "SCRAM-SHA-1", "SCRAM-SHA-256"}) {
    both_ends on(accounts("alice", "s3cret", only(mechanism)));
    log_in_as(on, "alice", "guess", mechanism);
    const auto known = on.log_in();
    log_in_as(on, "mallory", "guess", mechanism);
    const auto unknown = on.log_in();
    ASSERT_TRUE(known && unknown) << mechanism;
    EXPECT_EQ(known->message(), unknown->message());
    EXPECT_EQ(known->code(), errc::authentication_failed);
  }
}

TEST(authentication, an_authorization_identity_of_another_user_is_refused_rfc4422_3_4_1) {
  for (const std::string mechanism : {"PLAIN", "DIGEST-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"}) {
    both_ends on("return scenario { accounts = { alice = { password = 's3cret' }, bob = { password = 'x' } }, " +
                 only(mechanism) + " }");
    log_in_as(on, "alice", "s3cret", mechanism);
    on.options.login.authorization_id = "bob";
    const auto refused = on.log_in();
    ASSERT_TRUE(refused.has_value()) << mechanism;
    EXPECT_EQ(refused->code(), errc::authentication_failed) << mechanism;
    on.options.login.authorization_id = "alice";
    EXPECT_FALSE(on.log_in().has_value()) << mechanism;
  }
}

TEST(authentication, the_best_of_both_sides_is_chosen) {
  both_ends on(accounts("alice", "s3cret"));
  log_in_as(on, "alice", "guess");
  EXPECT_THAT(on.log_in()->mechanisms_tried(), ElementsAre("SCRAM-SHA-256"));
  on.options.protection = security::stls;
  EXPECT_THAT(on.log_in()->mechanisms_tried(), ElementsAre("SCRAM-SHA-256-PLUS"));
}

/// A server that asks for certificates of an authority of the test's own, and clients that have one.
class client_certificates : public ::testing::Test {
 protected:
  client_certificates() {
    std::string name = (std::filesystem::temp_directory_path() / "pop3kit-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) folder_ = name;
    write("ca.pem", authority_.certificate_pem());
    server_ = std::make_unique<server>(
        scenario::parse("return scenario { accounts = { alice = { password = 's3cret' }, bob = { password = 'x' } }, "
                        "listen = { client_ca = 'ca.pem' } }",
                        "test.lua", folder_)
            .value());
    EXPECT_TRUE(server_->start().has_value());
  }
  ~client_certificates() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] client_options options_with(const net::certificate_authority& signer, const std::string& name) const {
    net::certificate_request request;
    request.common_name = name;
    request.for_client = true;
    request.not_before = now_ - std::chrono::hours(1);
    request.not_after = now_ + std::chrono::hours(1);
    const auto issued = signer.issue(request).value();
    write("client.pem", issued.certificate_pem);
    write("client.key", issued.private_key_pem);
    client_options made = options();
    made.tls.certificate_file = folder_ / "client.pem";
    made.tls.private_key_file = folder_ / "client.key";
    return made;
  }
  [[nodiscard]] client_options options() const {
    client_options made("127.0.0.1", *server_->tls_port(), credentials(), security::implicit);
    made.tls.ca_pem = server_->ca_pem();
    made.tls.use_system_trust = false;
    return made;
  }

  std::chrono::system_clock::time_point now_ = std::chrono::system_clock::now();
  net::certificate_authority authority_ = net::certificate_authority::make("clients", now_).value();
  std::filesystem::path folder_;
  std::unique_ptr<server> server_;
};

TEST_F(client_certificates, log_in_without_a_password_rfc4422_a) {
  client mail(options_with(authority_, "alice"));
  const auto done = mail.get_message_count();
  EXPECT_TRUE(done.has_value()) << done.error().message();
}

TEST_F(client_certificates, are_good_for_their_own_name_alone) {
  client_options chosen = options_with(authority_, "alice");
  chosen.login.user = "bob";
  client mail(chosen);
  const auto done = mail.connect();
  ASSERT_TRUE(done.has_error());
  EXPECT_EQ(done.error().code(), errc::authentication_failed);
  EXPECT_THAT(done.error().mechanisms_tried(), ElementsAre("EXTERNAL"));
}

TEST_F(client_certificates, are_optional_for_a_login_with_password) {
  client_options chosen = options();
  chosen.login = credentials("alice", "s3cret");
  client mail(chosen);
  EXPECT_TRUE(mail.connect().has_value());
  chosen.login.mechanism = "EXTERNAL";
  client other(chosen);
  EXPECT_EQ(other.connect().error().code(), errc::mechanism_unavailable);
}

TEST_F(client_certificates, of_another_authority_are_refused) {
  const auto strangers = net::certificate_authority::make("strangers", now_).value();
  client mail(options_with(strangers, "alice"));
  const auto done = mail.connect();
  ASSERT_TRUE(done.has_error());
  EXPECT_NE(done.error().kind(), fault::misuse) << done.error().message();
}

}  // namespace
}  // namespace pop3kit::testing
