#include <gmock/gmock.h>

#include "client/client_stage.hpp"
#include "session/sasl_client.hpp"

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

TEST_F(auth_dialogue, login_answers_whatever_the_prompts_say) {
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

TEST_F(auth_dialogue, ntlm_begins_with_its_first_message) {
  be("alice", "s3cret", "NTLM");
  on_.options.login.first_response = initial_response::never;
  serve("SASL NTLM", "C: AUTH NTLM\nS: -ERR not now");
  EXPECT_EQ(refused().code(), errc::authentication_failed);
}

TEST_F(auth_dialogue, apop_proves_the_secret_rfc1939_7) {
  be("mrose", "tanstaaf", "APOP");
  serve("USER", "C: APOP mrose c4c9334bac560ecc979e58001b3e22fb\nS: +OK in",
        "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>");
  expect_in();
}

TEST_F(auth_dialogue, apop_is_refused_where_the_timestamp_is_forged_cve_2007_1558) {
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

TEST_F(auth_dialogue, all_that_were_tried_are_told) {
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
  EXPECT_EQ(refused().code(), errc::sasl_exchange_broken);
}

TEST_F(auth_dialogue, a_login_without_an_exchange_is_broken) {
  serve("SASL CRAM-MD5", "C: AUTH CRAM-MD5\nS: +OK welcome");
  EXPECT_EQ(refused().code(), errc::sasl_exchange_broken);
}

TEST_F(auth_dialogue, scram_wants_its_own_nonce_back_rfc5802_5_1) {
  be("alice", "s3cret", "SCRAM-SHA-256");
  on_.options.login.first_response = initial_response::never;
  const engine::sasl_client probe = engine::sasl_client::start("SCRAM-SHA-1", credentials("a", "b")).value();
  on_.serve_by([](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    std::string room(4096, '\0');
    const std::string capa = "+OK\r\nSASL SCRAM-SHA-256\r\n.\r\n";
    // r=another nonce,s=c2FsdA==,i=4096
    const std::string forged = "+ cj1hbm90aGVyIG5vbmNlLHM9YzJGc2RBPT0saT00MDk2\r\n";
    for (const std::string& reply : {std::string("+OK\r\n"), capa, std::string("+ \r\n"), forged}) {
      const auto sent = co_await stream->write(reply);
      if (!sent) break;
      const auto got = co_await stream->read_some(room);
      if (!got) co_return "the client left early";
      room.resize(4096);
    }
    const bool cancelled = room.starts_with("*\r\n");
    co_return cancelled ? "" : "the client went on: " + room.substr(0, 40);
  });
  EXPECT_EQ(refused().code(), errc::sasl_exchange_broken);
}

}  // namespace
}  // namespace pop3kit::testing
