#include <openssl/pem.h>

#include "client/client_stage.hpp"
#include "net/tls/pem.hpp"
#include "support/tls_pair.hpp"

namespace pop3kit::testing {
namespace {

net::asio::awaitable<std::string> play_inside_tls(net::stream_ptr stream, std::vector<step> inside,
                                                  net::tls_server_settings settings) {
  std::shared_ptr<net::tls_context> context = net::tls_context::make(settings).value();
  net::tls_diagnosis diagnosis;
  auto secured = co_await net::accept_tls(std::move(stream), std::move(context), diagnosis);
  if (!secured) co_return "no handshake: " + diagnosis.text;
  co_return co_await play_script(std::move(*secured), std::move(inside));
}

/// A private key in PEM, encrypted by a passphrase.
std::string encrypted(const std::string& private_key_pem, const std::string& passphrase) {
  const net::key_handle key = net::parse_private_key(private_key_pem).value();
  const net::bio_handle out(BIO_new(BIO_s_mem()));
  EXPECT_EQ(PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), EVP_aes_256_cbc(), passphrase.data(),
                                          static_cast<int>(passphrase.size()), nullptr, nullptr),
            1);
  char* text = nullptr;
  const long length = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

/// A server that wants a certificate of the tests' authority, and a client that has one.
class client_certificate : public ::testing::Test {
 protected:
  client_certificate() {
    net::certificate_request request;
    request.for_client = true;
    identity_ = test_authority().issue(request).value();
    stage_.options.host = "localhost";
    stage_.options.protection = security::implicit;
    tls_.use_system_trust = false;
    tls_.ca_pem = test_authority().certificate_pem();
    tls_.certificate_pem = identity_.certificate_pem;
    tls_.private_key_pem = identity_.private_key_pem;
  }

  void serve_with_client_certificates(std::vector<step> inside = logged_in()) {
    net::tls_server_settings settings = server_settings();
    settings.client_ca_pem = test_authority().certificate_pem();
    settings.require_client_certificate = true;
    stage_.serve_script_by([inside = std::move(inside), settings](net::stream_ptr stream) {
      return play_inside_tls(std::move(stream), inside, settings);
    });
  }
  failure connecting_fails() {
    const failure why = failure_of(stage_.run(stage_.mail().connect()));
    EXPECT_EQ(why.code(), errc::invalid_option);
    EXPECT_EQ(stage_.connections(), 0U);
    stage_.forget_client();
    return why;
  }

  client_stage stage_;
  tls_options& tls_ = stage_.options.tls;
  net::certified_key identity_;
};

TEST_F(client_certificate, may_be_text_in_memory) {
  serve_with_client_certificates();
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(client_certificate, may_have_an_encrypted_key) {
  tls_.private_key_pem = encrypted(identity_.private_key_pem, "open sesame");
  tls_.private_key_passphrase = "open sesame";
  serve_with_client_certificates();
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(client_certificate, does_not_mind_a_passphrase_for_a_key_in_the_clear) {
  tls_.private_key_passphrase = "open sesame";
  serve_with_client_certificates();
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(client_certificate, in_memory_logs_in_by_external_rfc4422_appendix_a) {
  stage_.options.login = credentials();
  serve_with_client_certificates(script(R"(
    S: +OK
    C: CAPA
    S! +OK|SASL EXTERNAL|.
    C: AUTH EXTERNAL =
    S: +OK
    C: CAPA
    S! +OK|SASL EXTERNAL|.)"));
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(client_certificate, with_a_wrong_passphrase_is_an_invalid_option_and_the_passphrase_is_not_shown) {
  tls_.private_key_pem = encrypted(identity_.private_key_pem, "open sesame");
  tls_.private_key_passphrase = "open barley";
  const failure why = connecting_fails();
  EXPECT_EQ(
      why.detail(),
      "client_options::tls.private_key_pem: holds no private key in PEM that tls.private_key_passphrase decrypts");
  EXPECT_EQ(why.message().find("barley"), std::string::npos);
}

TEST_F(client_certificate, with_an_encrypted_key_and_no_passphrase_is_an_invalid_option) {
  tls_.private_key_pem = encrypted(identity_.private_key_pem, "open sesame");
  EXPECT_EQ(connecting_fails().detail(),
            "client_options::tls.private_key_pem: holds no private key in PEM, or an encrypted one without "
            "tls.private_key_passphrase");
}

TEST_F(client_certificate, with_the_key_of_another_is_an_invalid_option) {
  tls_.private_key_pem = test_authority().issue(net::certificate_request()).value().private_key_pem;
  EXPECT_EQ(connecting_fails().detail(), "client_options::tls.private_key_pem: is not the key of the certificate");
}

TEST_F(client_certificate, that_is_given_by_half_or_twice_names_the_option) {
  const std::string prefix = "client_options::tls.";
  tls_.certificate_file = "cert.pem";
  EXPECT_EQ(connecting_fails().detail(), prefix + "certificate_pem is given beside tls.certificate_file");
  tls_.certificate_file.clear();
  tls_.private_key_file = "key.pem";
  EXPECT_EQ(connecting_fails().detail(), prefix + "private_key_pem is given beside tls.private_key_file");
  tls_.private_key_file.clear();
  tls_.certificate_pem.clear();
  EXPECT_EQ(connecting_fails().detail(), prefix + "private_key_pem is given without tls.certificate_pem");
  tls_.private_key_pem.clear();
  tls_.private_key_passphrase = "open sesame";
  EXPECT_EQ(connecting_fails().detail(), prefix + "private_key_passphrase is given without a key");
}

}  // namespace
}  // namespace pop3kit::testing
