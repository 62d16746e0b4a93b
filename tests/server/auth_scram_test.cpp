#include <gsasl.h>
#include <gtest/gtest.h>

#include "auth/sasl_server.hpp"
#include "text_mailbox.hpp"

namespace pop3kit::serving {
namespace {

/// GNU SASL's client against our server, without a connection between them.
class gsasl_client {
 public:
  gsasl_client(const char* mechanism, Gsasl_property binding, const std::string& octets) {
    EXPECT_EQ(gsasl_init(&context_), GSASL_OK);
    EXPECT_EQ(gsasl_client_start(context_, mechanism, &session_), GSASL_OK);
    EXPECT_EQ(gsasl_property_set(session_, GSASL_AUTHID, "alice"), GSASL_OK);
    EXPECT_EQ(gsasl_property_set(session_, GSASL_PASSWORD, "s3cret"), GSASL_OK);
    char* text = nullptr;
    std::size_t length = 0;
    EXPECT_EQ(gsasl_base64_to(octets.data(), octets.size(), &text, &length), GSASL_OK);
    EXPECT_EQ(gsasl_property_set(session_, binding, text), GSASL_OK);
    gsasl_free(text);
  }
  ~gsasl_client() {
    gsasl_finish(session_);
    gsasl_done(context_);
  }
  gsasl_client(const gsasl_client&) = delete;
  gsasl_client& operator=(const gsasl_client&) = delete;

  std::string respond(const std::string& challenge) {
    char* text = nullptr;
    result_ = gsasl_step64(session_, challenge.c_str(), &text);
    const std::string response = text == nullptr ? "" : text;
    gsasl_free(text);
    return response;
  }
  [[nodiscard]] bool content() const { return result_ == GSASL_OK; }

 private:
  Gsasl* context_ = nullptr;
  Gsasl_session* session_ = nullptr;
  int result_ = GSASL_OK;
};

class channel_binding : public ::testing::Test {
 protected:
  channel_binding() {
    account& owner = what_.accounts["alice"];
    owner.name = "alice";
    owner.password = "s3cret";
    link_.tls_exporter = "what this channel exports";
  }

  sasl_exchange::state outcome_of(const char* mechanism, Gsasl_property binding, const std::string& octets) {
    sasl_server server(what_);
    const auto exchange = server.start(mechanism, link_);
    if (!exchange) return sasl_exchange::state::malformed;
    gsasl_client client(mechanism, binding, octets);
    std::string response = client.respond("");
    auto state = exchange->step(response);
    for (int round = 0; state == sasl_exchange::state::challenge && round < 4; ++round) {
      response = client.respond(exchange->challenge());
      state = exchange->step(response);
    }
    EXPECT_TRUE(client.content() || state != sasl_exchange::state::accepted);
    return state;
  }

  scenario::description what_;
  login_link link_;
};

TEST_F(channel_binding, by_the_exporter_rfc9266_2) {
  for (const auto* mechanism : {"SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"}) {
    EXPECT_EQ(outcome_of(mechanism, GSASL_CB_TLS_EXPORTER, "what this channel exports"),
              sasl_exchange::state::accepted);
  }
}

TEST_F(channel_binding, by_the_first_finished_message_rfc5929_3) {
  link_.tls_exporter.clear();
  link_.tls_unique = "finished";
  EXPECT_EQ(outcome_of("SCRAM-SHA-256-PLUS", GSASL_CB_TLS_UNIQUE, "finished"), sasl_exchange::state::accepted);
}

TEST_F(channel_binding, of_another_channel_is_refused_rfc5802_6) {
  for (const auto* mechanism : {"SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"}) {
    EXPECT_NE(outcome_of(mechanism, GSASL_CB_TLS_EXPORTER, "what another exports"), sasl_exchange::state::accepted);
    EXPECT_NE(outcome_of(mechanism, GSASL_CB_TLS_UNIQUE, "what this channel exports"), sasl_exchange::state::accepted);
  }
}

TEST_F(channel_binding, is_not_offered_without_channel_binding_data) {
  link_.tls_exporter.clear();
  sasl_server server(what_);
  EXPECT_EQ(server.start("SCRAM-SHA-256-PLUS", link_), nullptr);
}

}  // namespace
}  // namespace pop3kit::serving
