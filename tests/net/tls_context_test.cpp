#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "net/tls/pem.hpp"
#include "net/tls/tls_verify.hpp"
#include "support/tls_pair.hpp"

namespace pop3kit::testing {
namespace {

/// A file that is gone with the test.
class temporary_file {
 public:
  explicit temporary_file(const std::string& content)
      : path_(std::filesystem::path(::testing::TempDir()) /
              ("pop3kit_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;
  ~temporary_file() { std::filesystem::remove(path_); }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

TEST(tls_context, takes_authorities_from_a_file) {
  const temporary_file file("a remark above it\n" + test_authority().certificate_pem());
  net::tls_client_settings settings;
  settings.use_system_trust = false;
  settings.ca_file = file.path();
  asio::io_context context;
  EXPECT_TRUE(shake_hands(context, settings, server_settings())->client);
}

TEST(tls_context, a_file_that_cannot_be_read_is_an_error_before_any_connection) {
  net::tls_client_settings settings;
  for (const std::string path : {"/nonexistent/authority.pem", "/"}) {
    settings.ca_file = path;
    const auto made = net::tls_context::make(settings);
    ASSERT_FALSE(made) << path;
    EXPECT_EQ(made.error(), errc::file_unreadable);
    EXPECT_EQ(fault_of(made.error()), fault::local);
  }
}

TEST(tls_context, a_file_without_a_certificate_is_as_good_as_none) {
  for (const std::string content : {"", "no certificate at all\n"}) {
    const temporary_file file(content);
    net::tls_client_settings settings;
    settings.ca_file = file.path();
    const auto made = net::tls_context::make(settings);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error(), errc::file_unreadable);
  }
}

TEST(tls_context, refuses_pem_that_is_none) {
  const std::string good = test_authority().certificate_pem();
  for (const std::string& text :
       {std::string("rubbish"), good.substr(0, good.size() / 2), good + "-----BEGIN CERTIFICATE-----\nrubbish\n"}) {
    net::tls_client_settings settings;
    settings.ca_pem = text;
    const auto made = net::tls_context::make(settings);
    ASSERT_FALSE(made) << text;
    EXPECT_EQ(made.error(), errc::invalid_option);
  }
}

TEST(tls_context, refuses_a_key_that_is_not_the_certificate_s) {
  net::tls_server_settings settings = server_settings();
  settings.private_key_pem = test_authority().issue(net::certificate_request()).value().private_key_pem;
  EXPECT_EQ(net::tls_context::make(settings).error(), errc::invalid_option);
}

TEST(tls_context, refuses_a_server_without_certificate_or_key) {
  net::tls_server_settings settings = server_settings();
  settings.private_key_pem.clear();
  EXPECT_EQ(net::tls_context::make(settings).error(), errc::invalid_option);
  EXPECT_EQ(net::tls_context::make(net::tls_server_settings()).error(), errc::invalid_option);
}

TEST(tls_context, refuses_half_a_client_certificate) {
  net::tls_client_settings settings = client_settings();
  settings.certificate_pem = server_settings().certificate_pem;
  EXPECT_EQ(net::tls_context::make(settings).error(), errc::invalid_option);
}

TEST(tls_context, refuses_pins_that_are_no_sha_256) {
  for (const std::string pin :
       {"", "AAAA", "sha256//", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "*AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "sha1//AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAA=AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n="}) {
    net::tls_client_settings settings = client_settings();
    settings.spki_sha256_pins = {pin};
    const auto made = net::tls_context::make(settings);
    ASSERT_FALSE(made) << pin;
    EXPECT_EQ(made.error(), errc::invalid_option);
  }
}

TEST(tls_context, refuses_a_server_whose_versions_exclude_each_other) {
  net::tls_server_settings settings = server_settings();
  settings.minimum = net::tls_version::tls1_3;
  settings.maximum = net::tls_version::tls1_2;
  EXPECT_EQ(net::tls_context::make(settings).error(), errc::invalid_option);
}

TEST(certificate_authority, makes_certificates_that_carry_what_was_asked_for) {
  net::certificate_request request;
  request.common_name = "mail.example.org";
  request.dns_names = {"mail.example.org", "a,DNS:b"};
  request.ip_addresses = {"192.0.2.1"};
  const auto made = test_authority().issue(request).value();
  const auto chain = net::parse_certificates(made.certificate_pem).value();
  ASSERT_EQ(chain.size(), 1U);
  X509* certificate = chain.front().get();
  EXPECT_EQ(X509_check_host(certificate, "mail.example.org", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_host(certificate, "b", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_check_ip_asc(certificate, "192.0.2.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate, "127.0.0.1", 0), 0);
  EXPECT_EQ(X509_check_purpose(certificate, X509_PURPOSE_SSL_SERVER, 0), 1);
  EXPECT_EQ(X509_check_purpose(certificate, X509_PURPOSE_SSL_CLIENT, 0), 0);
  EXPECT_EQ(X509_check_ca(certificate), 0);
  EXPECT_TRUE(net::parse_private_key(made.private_key_pem));
}

TEST(certificate_authority, gives_every_certificate_its_own_serial_and_key) {
  const auto first = test_authority().issue(net::certificate_request()).value();
  const auto second = test_authority().issue(net::certificate_request()).value();
  const auto one = net::parse_certificates(first.certificate_pem).value();
  const auto other = net::parse_certificates(second.certificate_pem).value();
  EXPECT_NE(ASN1_INTEGER_cmp(X509_get0_serialNumber(one.front().get()), X509_get0_serialNumber(other.front().get())),
            0);
  EXPECT_NE(net::spki_sha256(one.front().get()), net::spki_sha256(other.front().get()));
}

TEST(certificate_authority, is_an_authority_and_a_self_signed_certificate_is_none) {
  const auto authority = net::parse_certificates(test_authority().certificate_pem()).value();
  EXPECT_EQ(X509_check_ca(authority.front().get()), 1);
  const auto lone = net::certificate_authority::self_signed(net::certificate_request()).value();
  EXPECT_EQ(X509_check_ca(net::parse_certificates(lone.certificate_pem).value().front().get()), 0);
}

TEST(certificate_authority, refuses_an_address_that_is_none) {
  net::certificate_request request;
  request.ip_addresses = {"localhost"};
  EXPECT_EQ(test_authority().issue(request).error(), errc::invalid_option);
}

}  // namespace
}  // namespace pop3kit::testing
