#include "client/client_stage.hpp"
#include "support/tls_pair.hpp"

namespace pop3kit::testing {
namespace {

/// Plays in the clear, then TLS, then the rest inside.
net::asio::awaitable<std::string> play_with_tls(net::stream_ptr stream, std::vector<step> clear,
                                                std::vector<step> inside, net::tls_server_settings settings) {
  std::string room(4096, '\0');
  for (const step& now : clear) {
    if (now.what() == step::kind::send) {
      static_cast<void>(co_await stream->write(now.octets()));
      continue;
    }
    const auto count = co_await stream->read_some(room);
    if (!count || room.substr(0, *count) != now.octets()) co_return "in the clear: expected " + now.octets();
  }
  std::shared_ptr<net::tls_context> context = net::tls_context::make(settings).value();
  net::tls_diagnosis diagnosis;
  auto secured = co_await net::accept_tls(std::move(stream), std::move(context), diagnosis);
  if (!secured) co_return inside.empty() ? "" : "no handshake: " + diagnosis.text;
  co_return co_await play_script(std::move(*secured), std::move(inside));
}

class tls_opening : public ::testing::Test {
 protected:
  tls_opening() {
    stage_.options.host = "localhost";
    stage_.options.protection = security::automatic;
    stage_.options.tls.use_system_trust = false;
    stage_.options.tls.ca_pem = test_authority().certificate_pem();
  }

  void serve_tls(std::vector<step> clear, std::vector<step> inside,
                 net::tls_server_settings settings = server_settings()) {
    stage_.serve_script_by(
        [clear = std::move(clear), inside = std::move(inside), settings = std::move(settings)](net::stream_ptr stream) {
          return play_with_tls(std::move(stream), clear, inside, settings);
        });
  }

  failure connecting_fails() { return failure_of(stage_.run(stage_.mail().connect())); }

  client_stage stage_;
};

constexpr const char* offers_stls = "S: +OK\nC: CAPA\nS! +OK|STLS|USER|SASL PLAIN|.\nC: STLS\nS: +OK begin";

TEST_F(tls_opening, stls_asks_capa_again_and_logs_in_under_tls_rfc2595_4) {
  serve_tls(script(offers_stls), script(R"(
    C: CAPA
    S! +OK|USER|.
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: +OK
    C: CAPA
    S! +OK|USER|UIDL|.
    C: NOOP
    S: +OK)"));
  EXPECT_TRUE(stage_.run(stage_.mail().noop()));
  EXPECT_EQ(stage_.differences(), "");
}

constexpr const char* greets_with_timestamp =
    "S: +OK ready <1896.697170952@dbc.mtview.ca.us>\nC: CAPA\nS! +OK|STLS|USER|.\nC: STLS\nS: +OK begin";

TEST_F(tls_opening, a_timestamp_from_before_stls_is_not_used_after_it_rfc2595_4) {
  stage_.options.login.mechanism = "APOP";
  serve_tls(script(greets_with_timestamp), script("C: CAPA\nS! +OK|USER|."));
  EXPECT_EQ(connecting_fails().code(), errc::mechanism_unavailable);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, the_password_goes_by_another_mechanism_if_the_timestamp_came_before_stls_rfc2595_4) {
  serve_tls(script(greets_with_timestamp), script(R"(
    C: CAPA
    S! +OK|USER|.
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: +OK
    C: CAPA
    S! +OK|USER|.)"));
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, capabilities_from_before_stls_do_not_count_if_capa_fails_after_it_rfc2595_4) {
  serve_tls(script(offers_stls), script("C: CAPA\nS: -ERR unknown\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK"));
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, implicit_tls_on_port_995_rfc8314_3_2) {
  stage_.options.port = 995;
  serve_tls({}, logged_in());
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, implicit_tls_on_any_port_if_asked_for) {
  stage_.options.protection = security::implicit;
  serve_tls({}, logged_in() + script("C: RETR 1\nS! +OK|x|."));
  EXPECT_EQ(value_of(stage_.run(stage_.mail().fetch_message(1))).octets(), "x\r\n");
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, quits_in_good_order) {
  stage_.options.protection = security::implicit;
  serve_tls({}, logged_in() + script("C: QUIT\nS: +OK"));
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_TRUE(stage_.run(stage_.mail().quit()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, stls_that_is_not_offered_sends_no_credentials) {
  stage_.serve(script("S: +OK\nC: CAPA\nS! +OK|USER|."));
  const failure why = connecting_fails();
  EXPECT_EQ(why.code(), errc::tls_not_offered);
  EXPECT_EQ(why.kind(), fault::transport);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, stls_of_a_server_without_capa_is_not_offered) {
  stage_.options.protection = security::stls;
  stage_.serve(script("S: +OK\nC: CAPA\nS: -ERR"));
  EXPECT_EQ(connecting_fails().code(), errc::tls_not_offered);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, stls_that_is_refused_sends_no_credentials) {
  stage_.serve(script("S: +OK\nC: CAPA\nS! +OK|STLS|USER|.\nC: STLS\nS: -ERR [SYS/TEMP] no certificate"));
  const failure why = connecting_fails();
  EXPECT_EQ(why.code(), errc::tls_refused);
  EXPECT_EQ(why.verb(), "STLS");
  EXPECT_EQ(why.reply()->text, "no certificate");
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, octets_after_the_stls_reply_are_an_attack) {
  stage_.serve(script("S: +OK\nC: CAPA\nS! +OK|STLS|USER|.\nC: STLS\nS! +OK|+OK injected"));
  const failure why = connecting_fails();
  EXPECT_EQ(why.code(), errc::data_before_tls);
  EXPECT_EQ(why.kind(), fault::protocol);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, plaintext_never_sends_stls) {
  stage_.options.protection = security::none;
  stage_.serve_session("", {"STLS"});
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, what_was_said_in_the_clear_does_not_count) {
  serve_tls(script(offers_stls), script("C: CAPA\nS! +OK|SASL X-MOON|."));
  EXPECT_EQ(connecting_fails().code(), errc::mechanism_unavailable);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, certificate_for_another_host_is_refused_rfc6125) {
  stage_.options.host = "mail.example.org";
  serve_tls(script(offers_stls), {});
  const failure why = connecting_fails();
  EXPECT_EQ(why.code(), errc::certificate_wrong_host);
  EXPECT_NE(why.detail(), "");
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, certificate_of_an_unknown_authority_is_refused) {
  stage_.options.tls.ca_pem.clear();
  serve_tls(script(offers_stls), {});
  EXPECT_EQ(connecting_fails().code(), errc::certificate_untrusted);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, any_certificate_will_do_without_verification) {
  stage_.options.tls.verify = false;
  stage_.options.host = "mail.example.org";
  serve_tls(script(offers_stls),
            script("C: CAPA\nS: -ERR\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\nC: NOOP\nS: +OK"));
  EXPECT_TRUE(stage_.run(stage_.mail().noop()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(tls_opening, plain_server_on_a_tls_port_fails_the_handshake) {
  stage_.options.protection = security::implicit;
  stage_.serve_by([](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    const std::string greeting = "+OK this is no TLS\r\n";
    static_cast<void>(co_await stream->write(greeting));
    std::string room(4096, '\0');
    while (co_await stream->read_some(room)) {
    }
    co_return "";
  });
  EXPECT_EQ(connecting_fails().code(), errc::tls_not_spoken);
}

TEST_F(tls_opening, server_that_is_silent_in_the_handshake_meets_the_deadline) {
  stage_.options.protection = security::implicit;
  stage_.serve_by([](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    std::string room(4096, '\0');
    while (co_await stream->read_some(room)) {
    }
    co_return "";
  });
  const auto before = stage_.time.now();
  EXPECT_EQ(connecting_fails().code(), errc::deadline_exceeded);
  EXPECT_EQ(stage_.time.now() - before, stage_.options.timeout);
}

TEST_F(tls_opening, authority_file_that_cannot_be_read_is_a_local_failure_and_nothing_is_sent) {
  stage_.options.tls.ca_file = "/nonexistent/ca.pem";
  const failure why = connecting_fails();
  EXPECT_EQ(why.code(), errc::file_unreadable);
  EXPECT_EQ(why.kind(), fault::local);
  EXPECT_EQ(why.detail(), "client_options::tls.ca_file '/nonexistent/ca.pem': cannot be read");
  EXPECT_EQ(stage_.connections(), 0U);
  EXPECT_TRUE(why.session_usable()) << "nothing was sent";
}

TEST_F(tls_opening, unusable_tls_options_are_named_with_the_reason_and_nothing_is_sent) {
  const std::string prefix = "client_options::tls.";
  stage_.options.tls.ca_pem = "no certificate";
  EXPECT_EQ(connecting_fails().detail(), prefix + "ca_pem: holds no certificate in PEM");
  stage_.forget_client();
  stage_.options.tls.ca_pem.clear();
  stage_.options.tls.spki_sha256_pins = {"rubbish"};
  EXPECT_EQ(connecting_fails().detail(), prefix + "spki_sha256_pins: 'rubbish' is not the base64 of a SHA-256");
  stage_.forget_client();
  stage_.options.tls.spki_sha256_pins.clear();
  stage_.options.tls.certificate_file = "/dev/null";
  stage_.options.tls.private_key_file = "/dev/null";
  const failure why = connecting_fails();
  EXPECT_EQ(why.code(), errc::invalid_option);
  EXPECT_EQ(why.detail(), prefix + "certificate_file '/dev/null': holds no certificate in PEM");
  EXPECT_EQ(stage_.connections(), 0U);
}

TEST_F(tls_opening, client_certificate_that_cannot_be_read_is_a_local_failure) {
  stage_.options.tls.certificate_file = "/nonexistent/cert.pem";
  stage_.options.tls.private_key_file = "/nonexistent/key.pem";
  const failure why = connecting_fails();
  EXPECT_EQ(why.code(), errc::file_unreadable);
  EXPECT_EQ(why.detail(), "client_options::tls.certificate_file '/nonexistent/cert.pem': cannot be read");
  EXPECT_EQ(stage_.connections(), 0U);
}

TEST_F(tls_opening, message_cut_without_close_notify_is_no_message) {
  stage_.options.protection = security::implicit;
  serve_tls({}, logged_in() + script("C: RETR 1\nS! +OK|half\nreset"));
  const failure why = failure_of(stage_.run(stage_.mail().fetch_message(1)));
  EXPECT_EQ(why.kind(), fault::transport);
  EXPECT_FALSE(why.session_usable());
}

}  // namespace
}  // namespace pop3kit::testing
