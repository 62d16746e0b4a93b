#include <gmock/gmock.h>

#include <pop3kit/client_options.hpp>
#include <pop3kit/server.hpp>
#include <string>
#include <tuple>

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

class openssl_client : public ::testing::TestWithParam<std::tuple<verdict, security>> {
 protected:
  openssl_client() {
    const std::string text =
        "return scenario { title = 'openssl looks', accounts = { alice = { password = 's3cret' } }, " +
        std::string("tls = { { ") + fault().condition + " } } }";
    server_ = std::make_unique<server>(scenario::parse(text, "openssl.lua").value());
    server_->start().value();
    ca_file_ = folder_.write("ca.pem", server_->ca_pem());
  }

  [[nodiscard]] static const verdict& fault() { return std::get<verdict>(GetParam()); }

  [[nodiscard]] std::string look(std::uint16_t port, const std::vector<std::string>& more = {}) const {
    // The shell joins both outputs, and its empty input ends the client once it is connected.
    std::string line = std::string(POP3KIT_OPENSSL) +
                       " s_client -brief -verify_return_error -verify_ip 127.0.0.1 -CAfile " + ca_file_ +
                       " -connect 127.0.0.1:" + std::to_string(port);
    for (const auto* const each : {&fault().options, &more}) {
      for (const auto& word : *each) line += " " + word;
    }
    return run({"/bin/sh", "-c", "exec 2>&1; " + line + " </dev/null"}).output;
  }

  scratch_folder folder_;
  std::string ca_file_;
  std::unique_ptr<server> server_;
};

TEST_P(openssl_client, meets_what_the_scenario_says) {
  if (std::get<security>(GetParam()) == security::implicit) {
    EXPECT_THAT(look(server_->tls_port().value()), HasSubstr(fault().words));
  } else {
    EXPECT_THAT(look(server_->port().value(), {"-starttls", "pop3"}), HasSubstr(fault().words));
  }
}

const std::vector<std::string> anything = {"-cipher", "DEFAULT:@SECLEVEL=0"};

const std::vector<verdict> faults{
    {"sound", "", "Verification: OK"},
    {"expired", "certificate = 'expired'", "certificate has expired"},
    {"not_yet_valid", "certificate = 'not_yet_valid'", "certificate is not yet valid"},
    {"wrong_host", "certificate = 'wrong_host'", "IP address mismatch"},
    {"no_names", "certificate = 'no_names'", "IP address mismatch"},
    {"unknown_authority", "certificate = 'unknown_authority'", "unable to get local issuer"},
    {"self_signed", "certificate = 'self_signed'", "self-signed certificate"},
    {"weak_key", "certificate = 'weak_key'", "EE certificate key too weak"},
    {"weak_digest", "certificate = 'weak_digest'", "CA signature digest algorithm too weak"},
    {"version_refused", "maximum = '1.1'", "alert protocol version", {"-min_protocol", "TLSv1.2"}},
    {"version_spoken", "maximum = '1.1'", "Protocol version: TLSv1.1", anything},
    {"tls_1_2_only", "maximum = '1.2'", "Protocol version: TLSv1.2"},
    {"tls_1_3_only", "minimum = '1.3'", "alert protocol version", {"-tls1_2"}},
    {"cut", "cut = { after = 100 }", "unexpected eof while reading"},
    {"garbled", "garble = 300", "bad record mac"},
    {"slow", "delay = '1ms', slice = 50", "Verification: OK"},
    {"client_certificate", "client_certificate = true, maximum = '1.2'", "alert handshake failure"}};

std::string name_of(const ::testing::TestParamInfo<std::tuple<verdict, security>>& test) {
  const bool implicit = std::get<security>(test.param) == security::implicit;
  return std::string(std::get<verdict>(test.param).name) + (implicit ? "_implicit_tls" : "_stls");
}

INSTANTIATE_TEST_SUITE_P(openssl, openssl_client,
                         ::testing::Combine(::testing::ValuesIn(faults),
                                            ::testing::Values(security::stls, security::implicit)),
                         name_of);

}  // namespace
}  // namespace pop3kit::interop
