#include <gmock/gmock.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>

#include <string>
#include <utility>

#include "net/tls/pem.hpp"
#include "support/tls_pair.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A certificate of any kind and its key. The server's own authority makes only what its scenarios need.
struct link_of_a_chain {
  net::certificate_handle certificate;
  net::key_handle key;
};

void extend(X509* certificate, int kind, const char* value) {
  const net::extension_handle extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value));
  ASSERT_TRUE(extension);
  ASSERT_EQ(X509_add_ext(certificate, extension.get(), -1), 1);
}

/// Signed by `issuer`, or by its own key if that is null. Valid today.
link_of_a_chain make_link(const std::string& name, bool is_authority, const link_of_a_chain* issuer, EVP_PKEY* key) {
  static int serial = 0;
  constexpr int seconds_of_a_day = 86'400;
  link_of_a_chain made{net::certificate_handle(X509_new()), net::key_handle(key)};
  X509* const certificate = made.certificate.get();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -seconds_of_a_day);
  X509_gmtime_adj(X509_getm_notAfter(certificate), seconds_of_a_day);
  const auto* const text = reinterpret_cast<const unsigned char*>(name.c_str());
  X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), NID_commonName, MBSTRING_UTF8,
                             const_cast<unsigned char*>(text), -1, -1, 0);
  X509_set_pubkey(certificate, key);
  extend(certificate, NID_basic_constraints, is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  extend(certificate, NID_key_usage, is_authority ? "critical,keyCertSign" : "critical,digitalSignature");
  if (!is_authority) extend(certificate, NID_subject_alt_name, "DNS:localhost");
  const link_of_a_chain& signer = issuer != nullptr ? *issuer : made;
  X509_set_issuer_name(certificate, X509_get_subject_name(signer.certificate.get()));
  EXPECT_GT(X509_sign(certificate, signer.key.get(), EVP_sha256()), 0);
  return made;
}

std::string pem_of(const link_of_a_chain& link) {
  return net::to_pem(link.certificate.get());
}

net::tls_client_settings trusting(const link_of_a_chain& authority) {
  net::tls_client_settings settings;
  settings.use_system_trust = false;
  settings.ca_pem = pem_of(authority);
  return settings;
}

class tls_trust : public ::testing::Test {
 protected:
  asio::io_context context_;
};

/// A root, an authority below it, and a server that the latter has signed.
class tls_chain : public tls_trust {
 protected:
  [[nodiscard]] net::tls_server_settings server(const std::string& chain) const {
    net::tls_server_settings settings;
    settings.certificate_pem = chain;
    settings.private_key_pem = net::to_pem(leaf_.key.get());
    return settings;
  }

  link_of_a_chain root_ = make_link("root", true, nullptr, EVP_EC_gen("P-256"));
  link_of_a_chain middle_ = make_link("below the root", true, &root_, EVP_EC_gen("P-256"));
  link_of_a_chain leaf_ = make_link("localhost", false, &middle_, EVP_EC_gen("P-256"));
};

TEST_F(tls_chain, an_authority_below_the_root_is_trusted_as_it_was_given) {
  EXPECT_TRUE(shake_hands(context_, trusting(middle_), server(pem_of(leaf_)))->client);
  EXPECT_TRUE(shake_hands(context_, trusting(root_), server(pem_of(leaf_) + pem_of(middle_)))->client);
}

TEST_F(tls_chain, a_missing_link_leaves_the_certificate_untrusted) {
  const auto done = shake_hands(context_, trusting(root_), server(pem_of(leaf_)));
  ASSERT_FALSE(done->client);
  EXPECT_EQ(done->client.error(), errc::certificate_untrusted) << done->client_diagnosis.text;
}

/// Keys of RSA by their bits. OpenSSL counts 112 bits of strength from 1963 on.
class tls_strength : public tls_trust {
 protected:
  [[nodiscard]] std::unique_ptr<tls_handshake> handshake_with(unsigned bits, net::tls_version minimum) {
    const link_of_a_chain leaf = make_link("localhost", false, nullptr, EVP_RSA_gen(bits));
    net::tls_server_settings server;
    server.certificate_pem = pem_of(leaf);
    server.private_key_pem = net::to_pem(leaf.key.get());
    server.weak = true;
    net::tls_client_settings client = trusting(leaf);
    client.minimum = minimum;
    return shake_hands(context_, client, server);
  }
};

TEST_F(tls_strength, rsa_of_2048_bits_is_enough_and_below_1963_bits_is_not) {
  for (const auto& [bits, strong] : {std::pair(2048U, true), std::pair(1963U, true), std::pair(1962U, false)}) {
    const auto done = handshake_with(bits, net::tls_version::tls1_2);
    EXPECT_EQ(done->client.has_value(), strong) << bits << ": " << done->client_diagnosis.text;
    if (!strong) {
      EXPECT_EQ(done->client.error(), errc::certificate_too_weak);
    }
  }
}

TEST_F(tls_strength, is_not_checked_if_a_version_below_tls_1_2_was_allowed) {
  for (const net::tls_version minimum : {net::tls_version::tls1_1, net::tls_version::tls1_0}) {
    const auto done = handshake_with(1024, minimum);
    EXPECT_TRUE(done->client) << done->client_diagnosis.text;
  }
}

TEST_F(tls_trust, the_first_message_names_the_host_unless_it_is_an_address_rfc6066_3) {
  for (const std::string host : {"mail.example.org", "127.0.0.1", "::1"}) {
    auto [first, second] = memory_pair(context_);
    net::tls_diagnosis diagnosis;
    auto connecting =
        start(context_,
              net::connect_tls(std::move(first), net::tls_context::make(client_settings()).value(), host, diagnosis));
    std::string hello(65536, '\0');
    const auto count = run(context_, second->read_some(hello));
    ASSERT_TRUE(count);
    hello.resize(*count);
    if (host == "mail.example.org") {
      EXPECT_THAT(hello, HasSubstr(host));
    } else {
      EXPECT_THAT(hello, Not(HasSubstr(host)));
    }
    second->close();
    context_.restart();
    context_.run();
    EXPECT_FALSE(connecting.get());
  }
}

}  // namespace
}  // namespace pop3kit::testing
