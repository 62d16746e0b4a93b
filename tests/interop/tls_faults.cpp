#include <gmock/gmock.h>

#include <pop3kit/server.hpp>
#include <string>

#include "child_process.hpp"
#include "scratch_folder.hpp"

namespace pop3kit::interop {
namespace {

using ::testing::HasSubstr;

/// What OpenSSL's own client makes of a TLS fault of our server.
struct verdict {
  const char* name;
  const char* condition;
  const char* words;
  std::vector<std::string> options = {};
};

void PrintTo(const verdict& each, std::ostream* out) {
  *out << each.name;
}

class openssl_client : public testing::TestWithParam<verdict> {
 protected:
  openssl_client() {
    const std::string text =
        "return scenario { title = 'openssl looks', accounts = { alice = { password = 's3cret' } }, " +
        std::string("tls = { { ") + GetParam().condition + " } } }";
    server_ = std::make_unique<server>(scenario::parse(text, "openssl.lua").value());
    server_->start().value();
    ca_file_ = folder_.write("ca.pem", server_->ca_pem());
  }

  [[nodiscard]] std::string look(std::uint16_t port, const std::vector<std::string>& more = {}) const {
    // The shell joins both outputs, and its empty input ends the client once it is connected.
    std::string line = std::string(POP3KIT_OPENSSL) +
                       " s_client -brief -verify_return_error -verify_ip 127.0.0.1 -CAfile " + ca_file_ +
                       " -connect 127.0.0.1:" + std::to_string(port);
    for (const auto* const each : {&GetParam().options, &more}) {
      for (const auto& word : *each) line += " " + word;
    }
    return run({"/bin/sh", "-c", "exec 2>&1; " + line + " </dev/null"}).output;
  }

  scratch_folder folder_;
  std::string ca_file_;
  std::unique_ptr<server> server_;
};

TEST_P(openssl_client, meets_it_on_the_port_for_tls) {
  EXPECT_THAT(look(server_->tls_port().value()), HasSubstr(GetParam().words));
}

TEST_P(openssl_client, meets_it_behind_stls) {
  EXPECT_THAT(look(server_->port().value(), {"-starttls", "pop3"}), HasSubstr(GetParam().words));
}

const std::vector<std::string> anything = {"-cipher", "DEFAULT:@SECLEVEL=0"};

INSTANTIATE_TEST_SUITE_P(
    certificate, openssl_client,
    testing::Values(verdict{"sound", "", "Verification: OK"},
                    verdict{"expired", "certificate = 'expired'", "certificate has expired"},
                    verdict{"not_yet_valid", "certificate = 'not_yet_valid'", "certificate is not yet valid"},
                    verdict{"wrong_host", "certificate = 'wrong_host'", "IP address mismatch"},
                    verdict{"no_names", "certificate = 'no_names'", "IP address mismatch"},
                    verdict{"unknown_authority", "certificate = 'unknown_authority'", "unable to get local issuer"},
                    verdict{"self_signed", "certificate = 'self_signed'", "self-signed certificate"},
                    verdict{"weak_key", "certificate = 'weak_key'", "EE certificate key too weak"},
                    verdict{"weak_digest", "certificate = 'weak_digest'", "CA signature digest algorithm too weak"}),
    [](const auto& each) { return std::string(each.param.name); });

INSTANTIATE_TEST_SUITE_P(
    handshake, openssl_client,
    testing::Values(
        verdict{"version_refused", "maximum = '1.1'", "alert protocol version", {"-min_protocol", "TLSv1.2"}},
        verdict{"version_spoken", "maximum = '1.1'", "Protocol version: TLSv1.1", anything},
        verdict{"tls_1_2_only", "maximum = '1.2'", "Protocol version: TLSv1.2"},
        verdict{"tls_1_3_only", "minimum = '1.3'", "alert protocol version", {"-tls1_2"}},
        verdict{"cut", "cut = { after = 100 }", "unexpected eof while reading"},
        verdict{"garbled", "garble = 300", "bad record mac"},
        verdict{"slow", "delay = '1ms', slice = 50", "Verification: OK"},
        verdict{"client_certificate", "client_certificate = true, maximum = '1.2'", "alert handshake failure"}),
    [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace pop3kit::interop
