#include <gmock/gmock.h>

#include <boost/asio/error.hpp>
#include <filesystem>
#include <fstream>

#include "net/fault/fault_stream.hpp"
#include "net/time/deadline.hpp"
#include "net/tls/pem.hpp"
#include "net/tls/tls_facts.hpp"
#include "net/tls/tls_verify.hpp"
#include "support/fail_stream.hpp"
#include "support/tls_pair.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

net::tls_server_settings server_with(const net::certificate_request& request) {
  return server_settings(test_authority().issue(request).value());
}

/// The pin of the leaf of a PEM chain.
std::string pin_of(const std::string& pem) {
  return net::to_pin(net::spki_sha256(net::parse_certificates(pem).value().front().get()));
}

std::chrono::system_clock::time_point days_from_now(int days) {
  return std::chrono::system_clock::now() + std::chrono::days(days);
}

class tls_handshake_test : public ::testing::Test {
 protected:
  asio::io_context context_;

  void expect_refusal(const net::tls_client_settings& client, const net::tls_server_settings& server, errc code,
                      const std::string& host = "localhost") {
    result_ = shake_hands(context_, client, server, host);
    ASSERT_FALSE(result_->client);
    EXPECT_EQ(result_->client.error(), code) << result_->client.error().message();
    EXPECT_FALSE(result_->client_diagnosis.text.empty());
    // The alert tells the server that, and often why, the client went.
    ASSERT_FALSE(result_->server);
    const bool both_know = code == errc::tls_version_unsupported;
    EXPECT_EQ(result_->server.error(), both_know ? code : errc::tls_handshake_failed);
  }
  [[nodiscard]] const std::string& diagnosis() const { return result_->client_diagnosis.text; }

  std::unique_ptr<tls_handshake> result_;
};

TEST_F(tls_handshake_test, accepts_a_server_of_a_trusted_authority) {
  result_ = shake_hands(context_, client_settings(), server_settings());
  ASSERT_TRUE(result_->client) << diagnosis();
  ASSERT_TRUE(result_->server) << result_->server_diagnosis.text;
  EXPECT_EQ(diagnosis(), "");
  const net::tls_facts& facts = *(*result_->client)->tls();
  EXPECT_EQ(facts.protocol, "TLSv1.3");
  EXPECT_FALSE(facts.cipher.empty());
  EXPECT_FALSE(facts.session_reused);
}

TEST_F(tls_handshake_test, accepts_an_address_that_the_certificate_carries) {
  EXPECT_TRUE(shake_hands(context_, client_settings(), server_settings(), "127.0.0.1")->client);
  EXPECT_TRUE(shake_hands(context_, client_settings(), server_settings(), "::1")->client);
}

TEST_F(tls_handshake_test, takes_a_host_name_with_the_dot_of_the_root_as_without_it) {
  EXPECT_TRUE(shake_hands(context_, client_settings(), server_settings(), "localhost.")->client);
}

TEST_F(tls_handshake_test, refuses_another_host_name_rfc2595_2_4) {
  expect_refusal(client_settings(), server_settings(), errc::certificate_wrong_host, "mail.example.org");
  EXPECT_THAT(diagnosis(), AllOf(HasSubstr("CN=localhost"), HasSubstr("DNS:localhost"), HasSubstr("mail.example.org")));
}

TEST_F(tls_handshake_test, refuses_an_address_that_the_certificate_lacks) {
  expect_refusal(client_settings(), server_settings(), errc::certificate_wrong_host, "127.0.0.2");
}

TEST_F(tls_handshake_test, does_not_take_a_dns_name_for_an_address) {
  net::certificate_request request;
  request.dns_names = {"127.0.0.1"};
  request.ip_addresses = {};
  expect_refusal(client_settings(), server_with(request), errc::certificate_wrong_host, "127.0.0.1");
}

TEST_F(tls_handshake_test, an_address_with_an_interface_is_verified_without_it) {
  net::certificate_request request;
  request.ip_addresses = {"fe80::1"};
  EXPECT_TRUE(shake_hands(context_, client_settings(), server_with(request), "fe80::1%1")->client);
  expect_refusal(client_settings(), server_with(request), errc::certificate_wrong_host, "fe80::2%1");
}

TEST_F(tls_handshake_test, takes_a_wildcard_for_one_label_only) {
  net::certificate_request request;
  request.dns_names = {"*.example.org"};
  EXPECT_TRUE(shake_hands(context_, client_settings(), server_with(request), "mail.example.org")->client);
  expect_refusal(client_settings(), server_with(request), errc::certificate_wrong_host, "a.mail.example.org");
}

TEST_F(tls_handshake_test, refuses_an_expired_certificate) {
  net::certificate_request request;
  request.not_before = days_from_now(-30);
  request.not_after = std::chrono::sys_days(std::chrono::year(2024) / 2 / 29);
  expect_refusal(client_settings(), server_with(request), errc::certificate_expired);
  EXPECT_THAT(diagnosis(), AllOf(HasSubstr("CN=localhost"), HasSubstr("expired on 2024-02-29")));
}

TEST_F(tls_handshake_test, refuses_a_certificate_of_the_future) {
  net::certificate_request request;
  request.not_before = days_from_now(2);
  expect_refusal(client_settings(), server_with(request), errc::certificate_not_yet_valid);
  EXPECT_THAT(diagnosis(), HasSubstr("valid only from "));
}

TEST_F(tls_handshake_test, refuses_a_self_signed_certificate) {
  const auto identity = net::certificate_authority::self_signed(net::certificate_request()).value();
  expect_refusal(client_settings(), server_settings(identity), errc::certificate_self_signed);
  EXPECT_THAT(diagnosis(), AllOf(HasSubstr("self-signed"), HasSubstr(pin_of(identity.certificate_pem))));
}

TEST_F(tls_handshake_test, accepts_a_self_signed_certificate_that_was_given_as_trusted) {
  const auto identity = net::certificate_authority::self_signed(net::certificate_request()).value();
  net::tls_client_settings settings = client_settings();
  settings.ca_pem = identity.certificate_pem;
  EXPECT_TRUE(shake_hands(context_, settings, server_settings(identity))->client);
}

TEST_F(tls_handshake_test, refuses_an_unknown_authority) {
  const auto other = net::certificate_authority::make("somebody else", days_from_now(0)).value();
  net::certificate_request request;
  request.not_before = std::chrono::sys_days(std::chrono::year(2024) / 2 / 29);
  request.not_after = std::chrono::sys_days(std::chrono::year(2094) / 3 / 1);
  const auto identity = other.issue(request).value();
  expect_refusal(client_settings(), server_settings(identity), errc::certificate_untrusted);
  EXPECT_EQ(diagnosis(),
            "certificate of CN=localhost for DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, issued "
            "by CN=somebody else, valid 2024-02-29 to 2094-03-01: its authority is not trusted");
}

TEST_F(tls_handshake_test, names_of_a_refused_certificate_are_whole_and_the_others_are_counted) {
  net::certificate_request request;
  request.dns_names.clear();
  for (int number = 1; number <= 40; ++number) {
    request.dns_names.push_back("mail" + std::to_string(number) + ".department.example.org");
  }
  request.ip_addresses.clear();
  expect_refusal(client_settings(), server_with(request), errc::certificate_wrong_host);
  EXPECT_THAT(diagnosis(), HasSubstr(" for DNS:mail1.department.example.org, DNS:mail2.department.example.org, "
                                     "DNS:mail3.department.example.org and 37 more, issued by "));
}

TEST_F(tls_handshake_test, a_long_name_of_a_refused_certificate_is_whole) {
  net::certificate_request request;
  const std::string label(60, 'x');
  request.dns_names = {label + '.' + label + '.' + label + ".example.org"};
  request.ip_addresses.clear();
  expect_refusal(client_settings(), server_with(request), errc::certificate_wrong_host);
  EXPECT_THAT(diagnosis(), HasSubstr(" for DNS:" + request.dns_names.front() + ", issued by "));
}

TEST_F(tls_handshake_test, refuses_an_authority_that_only_bears_the_trusted_name) {
  const auto impostor = net::certificate_authority::make("pop3kit test authority", days_from_now(0)).value();
  const auto identity = impostor.issue(net::certificate_request()).value();
  expect_refusal(client_settings(), server_settings(identity), errc::certificate_untrusted);
}

TEST_F(tls_handshake_test, refuses_a_client_certificate_as_a_server_s) {
  net::certificate_request request;
  request.for_client = true;
  expect_refusal(client_settings(), server_with(request), errc::certificate_untrusted);
}

TEST_F(tls_handshake_test, system_trust_alone_does_not_know_the_test_authority) {
  net::tls_client_settings settings;
  expect_refusal(settings, server_settings(), errc::certificate_untrusted);
}

TEST_F(tls_handshake_test, accepts_any_certificate_without_verification) {
  net::tls_client_settings settings;
  settings.verify = false;
  const auto identity = net::certificate_authority::self_signed(net::certificate_request()).value();
  EXPECT_TRUE(shake_hands(context_, settings, server_settings(identity), "mail.example.org")->client);
}

TEST_F(tls_handshake_test, accepts_a_pinned_leaf_and_a_pinned_authority) {
  const net::tls_server_settings server = server_settings();
  net::tls_client_settings settings = client_settings();
  settings.spki_sha256_pins = {pin_of(server.certificate_pem)};
  EXPECT_TRUE(shake_hands(context_, settings, server)->client);
  settings.spki_sha256_pins = {"sha256//" + pin_of(test_authority().certificate_pem())};
  EXPECT_TRUE(shake_hands(context_, settings, server)->client);
}

TEST_F(tls_handshake_test, refuses_a_key_that_no_pin_allows) {
  net::tls_client_settings settings = client_settings();
  settings.spki_sha256_pins = {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="};
  expect_refusal(settings, server_settings(), errc::certificate_not_pinned);
  EXPECT_THAT(diagnosis(), HasSubstr(pin_of(server_settings().certificate_pem)));
}

TEST_F(tls_handshake_test, a_pin_counts_without_verification_too) {
  const auto identity = net::certificate_authority::self_signed(net::certificate_request()).value();
  net::tls_client_settings settings;
  settings.verify = false;
  settings.spki_sha256_pins = {pin_of(identity.certificate_pem)};
  EXPECT_TRUE(shake_hands(context_, settings, server_settings(identity))->client);
  expect_refusal(settings, server_settings(), errc::certificate_not_pinned);
}

TEST_F(tls_handshake_test, a_pinned_certificate_beside_the_chain_proves_nothing) {
  // Anybody can send along a certificate whose key only its owner has.
  const auto pinned = net::certificate_authority::self_signed(net::certificate_request()).value();
  net::tls_server_settings server = server_settings();
  server.certificate_pem += pinned.certificate_pem;
  net::tls_client_settings settings = client_settings();
  settings.spki_sha256_pins = {pin_of(pinned.certificate_pem)};
  expect_refusal(settings, server, errc::certificate_not_pinned);
  settings.verify = false;
  expect_refusal(settings, server, errc::certificate_not_pinned);
}

TEST_F(tls_handshake_test, gives_a_client_certificate_if_it_is_asked_for) {
  net::certificate_request request;
  request.for_client = true;
  const auto identity = test_authority().issue(request).value();
  net::tls_server_settings server = server_settings();
  server.client_ca_pem = test_authority().certificate_pem();
  server.require_client_certificate = true;
  net::tls_client_settings client = client_settings();
  client.certificate_pem = identity.certificate_pem;
  client.private_key_pem = identity.private_key_pem;
  const auto done = shake_hands(context_, client, server);
  EXPECT_TRUE(done->client);
  EXPECT_TRUE(done->server) << done->server_diagnosis.text;
}

TEST_F(tls_handshake_test, a_server_that_wants_a_client_certificate_refuses_without_one) {
  net::tls_server_settings server = server_settings();
  server.client_ca_pem = test_authority().certificate_pem();
  server.require_client_certificate = true;
  const auto done = shake_hands(context_, client_settings(), server);
  ASSERT_FALSE(done->server);
  EXPECT_EQ(done->server.error(), errc::client_certificate_required);
  EXPECT_THAT(done->server_diagnosis.text, HasSubstr("no client certificate"));
  // In TLS 1.3 the client has finished before the server judges: the first read tells.
  ASSERT_TRUE(done->client);
  const received end = run(context_, read_to_end(**done->client));
  EXPECT_EQ(end.end, errc::client_certificate_required);
}

TEST_F(tls_handshake_test, a_client_learns_in_tls_1_2_that_its_certificate_was_missed) {
  net::tls_server_settings server = server_settings();
  server.maximum = net::tls_version::tls1_2;
  server.client_ca_pem = test_authority().certificate_pem();
  server.require_client_certificate = true;
  const auto done = shake_hands(context_, client_settings(), server);
  ASSERT_FALSE(done->client);
  EXPECT_EQ(done->client.error(), errc::client_certificate_required);
}

TEST_F(tls_handshake_test, a_server_refuses_a_client_certificate_of_an_unknown_authority) {
  net::certificate_request request;
  request.for_client = true;
  const auto identity = net::certificate_authority::self_signed(request).value();
  net::tls_server_settings server = server_settings();
  server.client_ca_pem = test_authority().certificate_pem();
  net::tls_client_settings client = client_settings();
  client.certificate_pem = identity.certificate_pem;
  client.private_key_pem = identity.private_key_pem;
  const auto done = shake_hands(context_, client, server);
  ASSERT_FALSE(done->server);
  EXPECT_EQ(done->server.error(), errc::certificate_self_signed);
  ASSERT_TRUE(done->client);
  const received end = run(context_, read_to_end(**done->client));
  EXPECT_EQ(end.end, errc::client_certificate_refused);
}

TEST_F(tls_handshake_test, refuses_versions_below_the_minimum_rfc8314_4_1) {
  net::tls_server_settings server = server_settings();
  server.maximum = net::tls_version::tls1_2;
  net::tls_client_settings client = client_settings();
  client.minimum = net::tls_version::tls1_3;
  expect_refusal(client, server, errc::tls_version_unsupported);
  EXPECT_THAT(diagnosis(), HasSubstr("TLSv1.3 or newer"));
}

TEST_F(tls_handshake_test, refuses_tls_1_1_by_default_and_speaks_it_when_allowed) {
  net::tls_server_settings server = server_settings();
  server.minimum = net::tls_version::tls1_0;
  server.maximum = net::tls_version::tls1_1;
  net::tls_client_settings client = client_settings();
  expect_refusal(client, server, errc::tls_version_unsupported);
  client.minimum = net::tls_version::tls1_0;
  const auto done = shake_hands(context_, client, server);
  ASSERT_TRUE(done->client) << done->client_diagnosis.text;
  EXPECT_EQ((*done->client)->tls()->protocol, "TLSv1.1");
}

TEST_F(tls_handshake_test, refuses_a_key_that_is_too_short_and_a_digest_that_can_be_forged) {
  net::certificate_request request;
  request.strength = net::certificate_strength::short_key;
  net::tls_server_settings server = server_with(request);
  server.weak = true;
  expect_refusal(client_settings(), server, errc::certificate_too_weak);
  EXPECT_THAT(diagnosis(), HasSubstr("RSA of 1024 bits"));

  request.strength = net::certificate_strength::weak_digest;
  server = server_with(request);
  server.weak = true;
  expect_refusal(client_settings(), server, errc::certificate_too_weak);
  EXPECT_THAT(diagnosis(), HasSubstr("SHA1"));
}

TEST_F(tls_handshake_test, does_not_take_a_common_name_for_a_host_name_rfc9525_2) {
  net::certificate_request request;
  request.dns_names = {};
  request.ip_addresses = {};
  expect_refusal(client_settings(), server_with(request), errc::certificate_wrong_host);
  EXPECT_THAT(diagnosis(), AllOf(HasSubstr("CN=localhost"), HasSubstr("no name")));
}

TEST_F(tls_handshake_test, says_that_the_peer_does_not_speak_tls) {
  auto [first, second] = memory_pair(context_);
  net::tls_diagnosis diagnosis;
  auto connecting = start(
      context_,
      net::connect_tls(std::move(first), net::tls_context::make(client_settings()).value(), "localhost", diagnosis));
  ASSERT_TRUE(run(context_, second->write(std::string_view("+OK POP3 server ready\r\n"))));
  context_.restart();
  context_.run();
  const auto connected = connecting.get();
  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.error(), errc::tls_not_spoken);
  EXPECT_THAT(diagnosis.text, HasSubstr("no TLS"));
}

TEST_F(tls_handshake_test, a_host_name_that_cannot_be_verified_is_refused_at_once) {
  const auto context = net::tls_context::make(client_settings()).value();
  for (const std::string& host :
       {std::string(), std::string("."), std::string(".localhost"), std::string("localhost\0.evil.example", 22)}) {
    net::tls_diagnosis diagnosis;
    auto lower = std::move(memory_pair(context_).first);
    const auto connected = run(context_, net::connect_tls(std::move(lower), context, host, diagnosis));
    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error(), errc::certificate_wrong_host);
    EXPECT_FALSE(diagnosis.text.empty());
  }
}

TEST_F(tls_handshake_test, every_lost_connection_in_it_is_an_error_at_both_ends) {
  const auto client = net::tls_context::make(client_settings()).value();
  const auto server = net::tls_context::make(server_settings()).value();
  const auto attempt = [&](bool at_client, const std::shared_ptr<fail_plan>& plan) {
    auto [first, second] = memory_pair(context_);
    net::stream_ptr& broken = at_client ? first : second;
    broken = std::make_unique<fail_stream>(std::move(broken), plan);
    const auto done = shake_hands(context_, stream_pair(std::move(first), std::move(second)), client, server);
    const auto& end = at_client ? done->client : done->server;
    EXPECT_EQ(end.has_value(), !plan->fired());
    if (plan->fired()) {
      EXPECT_EQ(end.error(), errc::tls_handshake_cut);
    }
  };
  EXPECT_GE(fail_each_step([&](const auto& plan) { attempt(true, plan); }), 3U);
  EXPECT_GE(fail_each_step([&](const auto& plan) { attempt(false, plan); }), 3U);
}

TEST_F(tls_handshake_test, can_be_cancelled) {
  auto [first, second] = memory_pair(context_);
  net::tls_diagnosis diagnosis;
  auto connecting = start(
      context_,
      net::connect_tls(std::move(first), net::tls_context::make(client_settings()).value(), "localhost", diagnosis));
  context_.poll();
  EXPECT_FALSE(connecting.done());
  connecting.cancel();
  context_.poll();
  const auto connected = connecting.get();
  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.error(), errc::cancelled);
}

TEST_F(tls_handshake_test, works_over_a_slow_link_cut_into_pieces) {
  net::virtual_clock time;
  net::fault_plan plan;
  plan.outgoing.latency = plan.incoming.latency = std::chrono::seconds(2);
  plan.outgoing.slice = plan.incoming.slice = 3;
  auto [first, second] = memory_pair(context_);
  net::tls_diagnosis client_diagnosis;
  net::tls_diagnosis server_diagnosis;
  auto accepting = start(context_, net::accept_tls(std::move(second), net::tls_context::make(server_settings()).value(),
                                                   server_diagnosis));
  auto connecting = start(
      context_, net::connect_tls(net::make_fault_stream(std::move(first), time, plan),
                                 net::tls_context::make(client_settings()).value(), "localhost", client_diagnosis));
  time.run_until_idle(context_);
  EXPECT_TRUE(connecting.get()) << client_diagnosis.text;
  EXPECT_TRUE(accepting.get()) << server_diagnosis.text;
  EXPECT_EQ(time.now().time_since_epoch(), std::chrono::seconds(6));
}

}  // namespace
}  // namespace pop3kit::testing
