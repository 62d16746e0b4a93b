#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* token = "ya29.a0AfB_by-token";

using auth = played_scenario;

/// Logs in with what is given, and reads the one message.
void expect_in(const client_options& chosen) {
  client mail{chosen};
  const auto count = mail.get_message_count();
  ASSERT_TRUE(count.has_value()) << count.error().message();
  EXPECT_EQ(*count, 1U);
  EXPECT_TRUE(mail.quit().has_value());
}

failure refused_with(const client_options& chosen) {
  client mail{chosen};
  const auto done = mail.connect();
  EXPECT_TRUE(done.has_error());
  return done ? failure(errc::script_failed) : done.error();
}

client_options wrong(client_options chosen) {
  chosen.login.password = "guess";
  return chosen;
}

client_options bearing(client_options chosen, std::string what) {
  chosen.login.password.clear();
  chosen.login.token = std::move(what);
  return chosen;
}

#define MECHANISM_OF_A_PASSWORD(file, name, how)                         \
  TEST_F(auth, file) {                                                   \
    play("auth/" #file ".lua");                                          \
    expect_in(options(how));                                             \
    EXPECT_TRUE(verified());                                             \
    play("auth/" #file ".lua");                                          \
    verdict_may_fail("the login is refused");                            \
    const failure why = refused_with(wrong(options(how)));               \
    EXPECT_EQ(why.code(), errc::authentication_failed) << why.message(); \
    EXPECT_THAT(why.mechanisms_tried(), ElementsAre(name));              \
  }

MECHANISM_OF_A_PASSWORD(user_pass, "USER", security::stls)
MECHANISM_OF_A_PASSWORD(plain, "PLAIN", security::implicit)
MECHANISM_OF_A_PASSWORD(login, "LOGIN", security::stls)
MECHANISM_OF_A_PASSWORD(cram_md5, "CRAM-MD5", security::none)
MECHANISM_OF_A_PASSWORD(digest_md5, "DIGEST-MD5", security::none)
MECHANISM_OF_A_PASSWORD(ntlm, "NTLM", security::none)
MECHANISM_OF_A_PASSWORD(scram_sha_1, "SCRAM-SHA-1", security::none)
MECHANISM_OF_A_PASSWORD(scram_sha_256, "SCRAM-SHA-256", security::none)
MECHANISM_OF_A_PASSWORD(scram_sha_1_plus, "SCRAM-SHA-1-PLUS", security::implicit)
MECHANISM_OF_A_PASSWORD(scram_sha_256_plus, "SCRAM-SHA-256-PLUS", security::stls)
MECHANISM_OF_A_PASSWORD(apop, "APOP", security::implicit)

#define MECHANISM_OF_A_TOKEN(file, name)                                          \
  TEST_F(auth, file) {                                                            \
    play("auth/" #file ".lua");                                                   \
    expect_in(bearing(options(), token));                                         \
    EXPECT_TRUE(verified());                                                      \
    play("auth/" #file ".lua");                                                   \
    verdict_may_fail("the login is refused");                                     \
    const failure why = refused_with(bearing(options(), std::string(5000, 'x'))); \
    EXPECT_EQ(why.code(), errc::authentication_failed) << why.message();          \
    EXPECT_EQ(why.detail(), "status invalid_token, schemes bearer, scope mail");  \
    EXPECT_THAT(why.mechanisms_tried(), ElementsAre(name));                       \
  }

MECHANISM_OF_A_TOKEN(oauthbearer, "OAUTHBEARER")
MECHANISM_OF_A_TOKEN(xoauth2, "XOAUTH2")

TEST_F(auth, external) {
  play("auth/external.lua");
  auto chosen = options();
  chosen.login = credentials("alice", "");
  chosen.login.mechanism = "EXTERNAL";
  expect_in(chosen);
  EXPECT_TRUE(verified());
  play("auth/external.lua");
  verdict_may_fail("the login is refused");
  chosen = options();
  chosen.login = credentials("mallory", "");
  chosen.login.mechanism = "EXTERNAL";
  EXPECT_EQ(refused_with(chosen).code(), errc::authentication_failed);
}

TEST_F(auth, anonymous) {
  play("auth/anonymous.lua");
  auto chosen = options();
  chosen.login = credentials();
  chosen.login.mechanism = "ANONYMOUS";
  expect_in(chosen);
  EXPECT_TRUE(verified());
}

/// Without a ticket; tests/interop has a realm that gives some.
TEST_F(auth, gssapi) {
  ::setenv("KRB5_CONFIG", "/dev/null", 1);
  ::setenv("KRB5CCNAME", "MEMORY:none", 1);
  play("auth/gssapi.lua");
  auto chosen = options();
  chosen.login.mechanism = "GSSAPI";
  const failure why = refused_with(chosen);
  EXPECT_EQ(why.code(), errc::ticket_missing);
  EXPECT_THAT(why.detail(), ::testing::HasSubstr("No Kerberos credentials available"));
  EXPECT_EQ(seen("AUTH"), 0U) << "nothing is sent without a ticket";
  EXPECT_FALSE(verified()) << "a login is expected";
}

TEST_F(auth, choice) {
  play("auth/choice.lua");
  EXPECT_THAT(refused_with(wrong(options())).mechanisms_tried(), ElementsAre("SCRAM-SHA-256-PLUS"));
  EXPECT_THAT(refused_with(wrong(options(security::none))).mechanisms_tried(), ElementsAre("SCRAM-SHA-256"));
  EXPECT_THAT(refused_with(bearing(options(), "stale")).mechanisms_tried(), ElementsAre("OAUTHBEARER"));
  EXPECT_EQ(seen("AUTH"), 3U) << "what is wrong is tried once";
  for (const auto* each : {"SCRAM-SHA-1-PLUS", "DIGEST-MD5", "CRAM-MD5", "PLAIN", "LOGIN", "USER", "APOP"}) {
    // After STLS, the timestamp of the greeting does not count.
    auto chosen = options(std::string_view(each) == "APOP" ? security::implicit : security::stls);
    chosen.login.mechanism = each;
    SCOPED_TRACE(each);
    expect_in(chosen);
  }
}

TEST_F(auth, broken_challenge) {
  play("auth/broken_challenge.lua");
  for (const auto* each : {"CRAM-MD5", "SCRAM-SHA-256"}) {
    auto chosen = options();
    chosen.login.mechanism = each;
    EXPECT_EQ(refused_with(chosen).code(), errc::sasl_exchange_broken) << each;
  }
}

TEST_F(auth, forged_timestamp) {
  play("auth/forged_timestamp.lua");
  auto chosen = options();
  chosen.login.mechanism = "APOP";
  const failure why = refused_with(chosen);
  EXPECT_EQ(why.code(), errc::mechanism_unavailable);
  EXPECT_THAT(why.mechanisms_tried(), IsEmpty());
  EXPECT_TRUE(verified());
}

TEST_F(auth, mechanism_turned_down) {
  play("auth/mechanism_turned_down.lua");
  expect_in(options());
  EXPECT_EQ(seen("AUTH"), 2U);
}

}  // namespace
}  // namespace pop3kit::scenarios
