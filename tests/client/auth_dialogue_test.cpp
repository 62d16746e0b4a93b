#include <gmock/gmock.h>

#include "client/client_stage.hpp"
#include "session/sasl_client.hpp"
#include "text/base64.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A client that logs in to a server which announces `logins`, by the dialogue that each test writes down.
class auth_dialogue : public ::testing::Test {
 protected:
  void serve(const std::string& logins, const std::string& dialogue, const std::string& greeting = "+OK ready") {
    const std::string offer = "C: CAPA\nS: +OK\nS: " + logins + "\nS: .\n";
    const bool in = dialogue.find("S: +OK in") != std::string::npos;
    on_.serve(script("S: " + greeting + "\n" + offer + dialogue + (in ? "\n" + offer : "")));
  }
  failure refused() {
    const failure why = failure_of(on_.run(on_.mail().connect()));
    EXPECT_EQ(on_.differences(), "");
    EXPECT_FALSE(why.session_usable());
    return why;
  }
  void expect_in() {
    const auto done = on_.run(on_.mail().connect());
    EXPECT_TRUE(done.has_value()) << done.error().message();
    EXPECT_EQ(on_.differences(), "");
  }
  void be(const std::string& user, const std::string& password, const std::string& mechanism = "") {
    on_.options.login = credentials(user, password);
    on_.options.login.mechanism = mechanism;
  }

  client_stage on_;
};

TEST_F(auth_dialogue, cram_md5_rfc2195_2) {
  be("tim", "tanstaaftanstaaf");
  serve("SASL CRAM-MD5",
        "C: AUTH CRAM-MD5\nS: + PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\n"
        "C: dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\nS: +OK in");
  expect_in();
}

TEST_F(auth_dialogue, plain_on_behalf_of_another_rfc4616_4) {
  be("Kurt", "xipj3plmq");
  on_.options.login.authorization_id = "Ursel";
  serve("SASL PLAIN", "C: AUTH PLAIN VXJzZWwAS3VydAB4aXBqM3BsbXE=\nS: +OK in");
  expect_in();
}

TEST_F(auth_dialogue, login_sends_name_and_password_without_reading_the_prompts) {
  serve("SASL LOGIN", "C: AUTH LOGIN\nS: + V2hv\nC: YWxpY2U=\nS: + \nC: czNjcmV0\nS: +OK in");
  expect_in();
}

TEST_F(auth_dialogue, external_names_the_user_rfc4422_a) {
  be("alice", "", "EXTERNAL");
  serve("SASL EXTERNAL", "C: AUTH EXTERNAL YWxpY2U=\nS: +OK in");
  expect_in();
}

TEST_F(auth_dialogue, external_without_a_name_is_an_equals_sign_rfc5034_4) {
  be("", "", "external");
  serve("SASL EXTERNAL", "C: AUTH EXTERNAL =\nS: +OK in");
  expect_in();
}

TEST_F(auth_dialogue, anonymous_leaves_a_trace_rfc4505_2) {
  be("sirhc", "", "ANONYMOUS");
  serve("SASL ANONYMOUS", "C: AUTH ANONYMOUS c2lyaGM=\nS: +OK in");
  expect_in();
}

TEST_F(auth_dialogue, the_initial_response_can_wait_rfc5034_4) {
  on_.options.login.first_response = initial_response::never;
  serve("SASL PLAIN", "C: AUTH PLAIN\nS: + \nC: AGFsaWNlAHMzY3JldA==\nS: +OK in");
  expect_in();
}

TEST_F(auth_dialogue, gssapi_without_a_ticket_sends_nothing) {
  be("alice", "", "GSSAPI");
  serve("SASL GSSAPI", "");
  EXPECT_EQ(refused().code(), errc::ticket_missing);
}

TEST_F(auth_dialogue, octets_after_a_refusal_are_unsolicited) {
  serve("SASL CRAM-MD5 LOGIN", "C: AUTH CRAM-MD5\nS! -ERR no|+OK come in");
  EXPECT_EQ(refused().code(), errc::unsolicited_data);
}

TEST_F(auth_dialogue, apop_proves_the_secret_rfc1939_7) {
  be("mrose", "tanstaaf", "APOP");
  serve("USER", "C: APOP mrose c4c9334bac560ecc979e58001b3e22fb\nS: +OK in",
        "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>");
  expect_in();
}

TEST_F(auth_dialogue, apop_is_refused_if_the_timestamp_is_forged_cve_2007_1558) {
  be("mrose", "tanstaaf", "APOP");
  serve("USER", "", "+OK ready <\x80garbage@host>");
  const failure why = refused();
  EXPECT_EQ(why.code(), errc::mechanism_unavailable);
  EXPECT_THAT(why.mechanisms_tried(), IsEmpty());
}

TEST_F(auth_dialogue, a_mechanism_turned_down_before_any_proof_gives_way_to_the_next) {
  serve("SASL CRAM-MD5 LOGIN",
        "C: AUTH CRAM-MD5\nS: -ERR no such mechanism\nC: AUTH LOGIN\nS: + V2hv\nC: YWxpY2U=\n"
        "S: + \nC: czNjcmV0\nS: +OK in");
  expect_in();
}

TEST_F(auth_dialogue, all_that_were_tried_are_reported) {
  serve("SASL CRAM-MD5 LOGIN", "C: AUTH CRAM-MD5\nS: -ERR no\nC: AUTH LOGIN\nS: -ERR no");
  const failure why = refused();
  EXPECT_EQ(why.code(), errc::authentication_failed);
  EXPECT_THAT(why.mechanisms_tried(), ElementsAre("CRAM-MD5", "LOGIN"));
}

TEST_F(auth_dialogue, a_refused_proof_is_not_made_again_by_another_mechanism) {
  serve("SASL CRAM-MD5 PLAIN LOGIN",
        "C: AUTH CRAM-MD5\nS: + PGFAYj4=\nC: YWxpY2UgNmZlMmM0OGVmYWU2MzE3YzQzYWVkNjhmMTdkZDhiNjg=\nS: -ERR no");
  const failure before = refused();
  EXPECT_EQ(before.code(), errc::authentication_failed);
  EXPECT_THAT(before.mechanisms_tried(), ElementsAre("CRAM-MD5"));
}

TEST_F(auth_dialogue, a_digest_that_the_server_repeats_is_masked) {
  const std::string response = "YWxpY2UgNmZlMmM0OGVmYWU2MzE3YzQzYWVkNjhmMTdkZDhiNjg=";
  serve("SASL CRAM-MD5", "C: AUTH CRAM-MD5\nS: + PGFAYj4=\nC: " + response +
                             "\nS: -ERR no 6fe2c48efae6317c43aed68f17dd8b68 " + response);
  EXPECT_EQ(refused().reply()->text, "no **** ****");
}

TEST_F(auth_dialogue, auth_ends_the_plan_even_before_a_proof_rfc3206_5) {
  serve("SASL CRAM-MD5 LOGIN", "C: AUTH CRAM-MD5\nS: -ERR [AUTH] no");
  EXPECT_THAT(refused().mechanisms_tried(), ElementsAre("CRAM-MD5"));
}

TEST_F(auth_dialogue, a_server_in_trouble_is_not_asked_by_other_mechanisms_rfc3206_4) {
  serve("SASL CRAM-MD5 LOGIN", "C: AUTH CRAM-MD5\nS: -ERR [SYS/FOO] later");
  const failure why = refused();
  EXPECT_EQ(why.code(), errc::temporary_failure);
  EXPECT_THAT(why.mechanisms_tried(), ElementsAre("CRAM-MD5"));
}

TEST_F(auth_dialogue, what_is_not_offered_is_not_tried) {
  be("alice", "s3cret", "CRAM-MD5");
  serve("SASL PLAIN LOGIN", "");
  const failure why = refused();
  EXPECT_EQ(why.code(), errc::mechanism_unavailable);
  EXPECT_EQ(why.detail(), "the server offers PLAIN, LOGIN");
}

TEST_F(auth_dialogue, rubbish_for_a_challenge_is_cancelled_rfc5034_4) {
  for (const std::string rubbish : {"+ !!!", "hello", "+ bm90aGluZyBvZiB0aGUga2luZA=="}) {
    client_stage stage;
    stage.options.login.mechanism = "DIGEST-MD5";
    stage.serve(script("S: +OK\nC: CAPA\nS: +OK\nS: SASL DIGEST-MD5 PLAIN\nS: .\nC: AUTH DIGEST-MD5\nS: " + rubbish +
                       "\nC: *"));
    const failure why = failure_of(stage.run(stage.mail().connect()));
    EXPECT_EQ(why.code(), errc::sasl_exchange_broken) << rubbish;
    EXPECT_THAT(why.mechanisms_tried(), ElementsAre("DIGEST-MD5"));
    EXPECT_EQ(stage.differences(), "");
  }
}

TEST_F(auth_dialogue, one_challenge_too_many_is_cancelled) {
  serve("SASL PLAIN", "C: AUTH PLAIN AGFsaWNlAHMzY3JldA==\nS: + YQ==\nC: *");
  EXPECT_EQ(refused().code(), errc::sasl_exchange_broken);
}

TEST_F(auth_dialogue, rounds_are_limited) {
  on_.options.limits.sasl_rounds = 1;
  serve("SASL LOGIN", "C: AUTH LOGIN\nS: + \nC: YWxpY2U=\nS: + \nC: *");
  EXPECT_EQ(refused().code(), errc::too_many_challenges);
}

TEST_F(auth_dialogue, a_login_without_an_exchange_is_broken) {
  serve("SASL CRAM-MD5", "C: AUTH CRAM-MD5\nS: +OK welcome");
  EXPECT_EQ(refused().code(), errc::sasl_exchange_broken);
}

/// SCRAM's first two messages, decoded; what the server's is made of follows the client's nonce.
class scram : public ::testing::Test {
 protected:
  static engine::sasl_client begin(const std::string& name, const engine::sasl_surroundings& around = {}) {
    return engine::sasl_client::start(name, credentials("alice", "s3cret"), around).value();
  }
  static std::string first_of(engine::sasl_client& mechanism) {
    return text::from_base64(mechanism.respond("").value()).value();
  }
  static std::string answer(const std::string& nonce, const std::string& rest) {
    return text::to_base64("r=" + nonce + rest);
  }
  static std::string nonce_of(const std::string& first) { return first.substr(first.find("r=") + 2); }
};

TEST_F(scram, binds_to_what_the_channel_has_rfc9266_2_rfc5929_3) {
  engine::sasl_surroundings around;
  EXPECT_EQ(engine::sasl_client::start("SCRAM-SHA-256-PLUS", credentials("alice", "s3cret"), around).error(),
            errc::mechanism_unavailable);
  around.tls_unique = "finished";
  engine::sasl_client unique = begin("SCRAM-SHA-256-PLUS", around);
  EXPECT_TRUE(first_of(unique).starts_with("p=tls-unique,,n=alice,r="));
  around.tls_exporter = "exported";
  engine::sasl_client exporter = begin("SCRAM-SHA-1-PLUS", around);
  EXPECT_TRUE(first_of(exporter).starts_with("p=tls-exporter,,n=alice,r="));
  engine::sasl_client unbound = begin("SCRAM-SHA-256", around);
  EXPECT_TRUE(first_of(unbound).starts_with("n,,n=alice,r="));
}

TEST_F(scram, wants_its_own_nonce_back_rfc5802_5_1) {
  engine::sasl_client mechanism = begin("SCRAM-SHA-256");
  EXPECT_FALSE(first_of(mechanism).empty());
  EXPECT_EQ(mechanism.respond(answer("another", ",s=c2FsdA==,i=4096")).error(), errc::sasl_exchange_broken);
}

TEST_F(scram, wants_the_server_to_prove_itself_rfc5802_3) {
  engine::sasl_client mechanism = begin("SCRAM-SHA-256");
  const std::string nonce = nonce_of(first_of(mechanism));
  ASSERT_TRUE(mechanism.respond(answer(nonce + "x", ",s=c2FsdA==,i=4096")));
  EXPECT_FALSE(mechanism.finished());
  const std::string forged = "v=" + text::to_base64(std::string(32, 'x'));
  EXPECT_EQ(mechanism.respond(text::to_base64(forged)).error(), errc::sasl_exchange_broken);
}

TEST_F(scram, takes_the_servers_own_word_for_a_refusal_rfc5802_7) {
  engine::sasl_client mechanism = begin("SCRAM-SHA-256");
  const std::string nonce = nonce_of(first_of(mechanism));
  ASSERT_TRUE(mechanism.respond(answer(nonce + "x", ",s=c2FsdA==,i=4096")));
  EXPECT_EQ(mechanism.respond(text::to_base64("e=invalid-proof")).error(), errc::authentication_failed);
}

TEST_F(scram, does_not_hash_as_long_as_a_hostile_server_likes) {
  for (const std::string count : {"1000001", "4294967295", "99999999999999999999"}) {
    engine::sasl_client mechanism = begin("SCRAM-SHA-256");
    const std::string nonce = nonce_of(first_of(mechanism));
    EXPECT_EQ(mechanism.respond(answer(nonce + "x", ",s=c2FsdA==,i=" + count)).error(), errc::too_much_hashing);
  }
  for (const std::string count : {"-1", "x", ""}) {
    engine::sasl_client mechanism = begin("SCRAM-SHA-256");
    const std::string nonce = nonce_of(first_of(mechanism));
    EXPECT_EQ(mechanism.respond(answer(nonce + "x", ",s=c2FsdA==,i=" + count)).error(), errc::sasl_exchange_broken);
  }
  engine::sasl_surroundings around;
  around.most_iterations = 4095;
  engine::sasl_client mechanism = begin("SCRAM-SHA-1", around);
  const std::string nonce = nonce_of(first_of(mechanism));
  EXPECT_EQ(mechanism.respond(answer(nonce + "x", ",s=c2FsdA==,i=4096")).error(), errc::too_much_hashing);
}

}  // namespace
}  // namespace pop3kit::testing
