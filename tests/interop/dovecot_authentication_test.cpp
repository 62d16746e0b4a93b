#include <gmock/gmock.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <chrono>
#include <pop3kit/client.hpp>

#include "dovecot.hpp"
#include "dovecot_fixture.hpp"
#include "net/tls/certificate_authority.hpp"
#include "scratch_folder.hpp"

namespace pop3kit::interop {
namespace {

using ::testing::ElementsAre;

constexpr const char* jwt_key = "a key that only Dovecot and this test know";

std::string base64(std::string_view octets) {
  std::string out(4 * ((octets.size() + 2) / 3) + 1, '\0');
  const auto* const from = reinterpret_cast<const unsigned char*>(octets.data());
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), from, static_cast<int>(octets.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string base64url(std::string_view octets) {
  std::string out = base64(octets);
  std::ranges::replace(out, '+', '-');
  std::ranges::replace(out, '/', '_');
  out.erase(std::min(out.find('='), out.size()));
  return out;
}

/// A token that says who the user is, signed by HMAC (RFC 7519).
std::string token_for(const std::string& user, std::string_view key) {
  // Good for long enough that no clock matters.
  constexpr std::string_view expiry = "4102444800";
  const std::string claims = R"({"sub":")" + user + R"(","iat":1,"exp":)" + std::string(expiry) + "}";
  const std::string body = base64url(R"({"typ":"JWT","alg":"HS256"})") + "." + base64url(claims);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(body.data()),
       body.size(), digest.data(), &length);
  return body + "." + base64url(std::string_view(reinterpret_cast<const char*>(digest.data()), length));
}

/// A Dovecot that offers every mechanism that it has and we have too.
class dovecot_authentication : public ::testing::Test {
 protected:
  [[nodiscard]] client_options options(const std::string& mechanism, security how = security::implicit) const {
    client_options made{"127.0.0.1", how == security::implicit ? server_.tls_port() : server_.port(),
                        credentials{"alice", "s3cret"}, how};
    made.login.mechanism = mechanism;
    made.tls.ca_pem = server_.ca_pem();
    made.tls.use_system_trust = false;
    return made;
  }

  static failure refused_with(const client_options& chosen) {
    client mail{chosen};
    const auto done = mail.connect();
    EXPECT_TRUE(done.has_error()) << chosen.login.mechanism;
    return done ? failure(errc::script_failed) : done.error();
  }

  static void expect_in(const client_options& chosen) {
    client mail{chosen};
    const auto count = mail.get_message_count();
    EXPECT_TRUE(count.has_value()) << chosen.login.mechanism << ": " << count.error().message();
    EXPECT_EQ(count.has_value() ? *count : 0U, 1U);
  }

  void TearDown() override {
    if (HasFailure()) ADD_FAILURE() << "Dovecot's log:\n" << server_.log();
  }

  [[nodiscard]] std::string settings() {
    const auto here = folder_.path().string();
    folder_.write("clients.pem", authority_.certificate_pem());
    std::filesystem::create_directories(folder_.path() / "keys/default/HS256");
    folder_.write("keys/default/HS256/default", base64(jwt_key));
    const std::string mechanisms =
        "auth_mechanisms = plain login cram-md5 digest-md5 scram-sha-1 scram-sha-256 apop external oauthbearer "
        "xoauth2\n"
        "auth_ssl_username_from_cert = yes\n";
    return mechanisms + (dovecot::is_2_3() ? settings_of_2_3(here) : settings_of_2_4(here));
  }

  [[nodiscard]] std::string settings_of_2_3(const std::string& here) const {
    const auto oauth2 = folder_.write("oauth2.conf",
                                      "introspection_mode = local\nusername_attribute = sub\n"
                                      "local_validation_key_dict = fs:posix:prefix=" +
                                          here + "/keys/\n");
    return "ssl_verify_client_cert = yes\nssl_require_crl = no\nssl_ca = <" + here +
           "/clients.pem\n"
           "passdb {\n  driver = static\n  mechanisms = external\n  args = user=alice nopassword=y\n}\n"
           "passdb {\n  driver = oauth2\n  mechanisms = oauthbearer xoauth2\n  args = " +
           oauth2.string() + "\n}\n";
  }

  [[nodiscard]] static std::string settings_of_2_4(const std::string& here) {
    return "ssl_server_request_client_cert = yes\nssl_server_require_crl = no\nssl_server_ca_file = " + here +
           "/clients.pem\n"
           "passdb certificate {\n  driver = static\n  mechanisms_filter = external\n"
           "  fields {\n    user = alice\n    nopassword = yes\n  }\n}\n"
           "passdb oauth2 {\n  mechanisms_filter = oauthbearer xoauth2\n}\n"
           "oauth2 {\n  introspection_mode = local\n  username_attribute = sub\n  oauth2_local_validation {\n"
           "    dict fs {\n      fs posix {\n        prefix = " +
           here + "/keys/\n      }\n    }\n  }\n}\n";
  }

  std::chrono::system_clock::time_point now_ = std::chrono::system_clock::now();
  net::certificate_authority authority_ = net::certificate_authority::make("clients", now_).value();
  scratch_folder folder_;
  dovecot server_{{"Subject: hello\n\nHello.\n"}, settings()};
};

class dovecot_password : public dovecot_authentication, public ::testing::WithParamInterface<std::string> {};

TEST_P(dovecot_password, lets_in_the_right_one_and_no_other) {
  const auto& mechanism = GetParam();
  for (const auto how : {security::none, security::implicit}) expect_in(options(mechanism, how));
  // RFC 2595 section 4: the timestamp of APOP came before TLS.
  if (mechanism == "APOP") {
    EXPECT_EQ(refused_with(options(mechanism, security::stls)).code(), errc::mechanism_unavailable);
  } else {
    expect_in(options(mechanism, security::stls));
  }
  client_options wrong = options(mechanism);
  wrong.login.password = "guess";
  EXPECT_EQ(refused_with(wrong).code(), errc::authentication_failed);
}

INSTANTIATE_TEST_SUITE_P(dovecot, dovecot_password,
                         ::testing::Values("USER", "PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1",
                                           "SCRAM-SHA-256", "APOP"),
                         mechanism_name);

TEST_F(dovecot_authentication, the_best_is_chosen_and_a_wrong_password_tried_once) {
  expect_in(options(""));
  client_options wrong = options("");
  wrong.login.password = "guess";
  EXPECT_THAT(refused_with(wrong).mechanisms_tried(), ElementsAre("SCRAM-SHA-256"));
}

TEST_F(dovecot_authentication, a_mechanism_it_lacks_is_reported_before_anything_is_sent) {
  const failure why = refused_with(options("SCRAM-SHA-256-PLUS"));
  EXPECT_EQ(why.code(), errc::mechanism_unavailable);
  EXPECT_TRUE(why.mechanisms_tried().empty());
}

class dovecot_certificate : public dovecot_authentication, public ::testing::WithParamInterface<std::string> {};

TEST_P(dovecot_certificate, logs_in_the_user_that_it_names) {
  net::certificate_request request;
  request.common_name = "alice";
  request.for_client = true;
  request.not_before = now_ - std::chrono::hours{1};
  request.not_after = now_ + std::chrono::hours{1};
  const auto issued = authority_.issue(request).value();
  client_options chosen = options(GetParam());
  chosen.tls.certificate_file = folder_.write("client.pem", issued.certificate_pem);
  chosen.tls.private_key_file = folder_.write("client.key", issued.private_key_pem);
  chosen.login.password.clear();
  expect_in(chosen);
  chosen.login.user = "bob";
  EXPECT_EQ(refused_with(chosen).code(), errc::authentication_failed);
}

INSTANTIATE_TEST_SUITE_P(dovecot, dovecot_certificate, ::testing::Values("EXTERNAL"), mechanism_name);

class dovecot_token : public dovecot_authentication, public ::testing::WithParamInterface<std::string> {};

TEST_P(dovecot_token, logs_in_the_user_that_it_names_if_it_is_valid) {
  client_options chosen = options(GetParam());
  chosen.login.password.clear();
  chosen.login.token = token_for("alice", jwt_key);
  expect_in(chosen);
  chosen.login.token = token_for("alice", "another key");
  const failure why = refused_with(chosen);
  EXPECT_EQ(why.code(), errc::authentication_failed);
  // As Dovecot 2.3 puts it for OAUTHBEARER and for XOAUTH2.
  EXPECT_THAT(why.detail(), ::testing::MatchesRegex("status (invalid_token|401).*"));
}

INSTANTIATE_TEST_SUITE_P(dovecot, dovecot_token, ::testing::Values("OAUTHBEARER", "XOAUTH2"), mechanism_name);

TEST_F(dovecot_authentication, a_refused_token_is_replaced_by_a_fresh_one) {
  client_options chosen = options("");
  chosen.login.password.clear();
  chosen.login.provider = [](bool refused) { return token_for("alice", refused ? jwt_key : "another key"); };
  expect_in(chosen);
}

}  // namespace
}  // namespace pop3kit::interop
