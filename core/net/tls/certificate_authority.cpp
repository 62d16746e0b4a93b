#include "net/tls/certificate_authority.hpp"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <utility>

#include "net/time/clock.hpp"
#include "net/tls/openssl_error.hpp"
#include "net/tls/pem.hpp"

namespace pop3kit::net {

struct certificate_authority::native {
  certificate_handle certificate;
  key_handle key;
  std::string pem;
  std::chrono::system_clock::time_point made_at;
};

namespace {

using calendar_time = std::chrono::system_clock::time_point;

constexpr auto earlier_start = std::chrono::hours(1);  // clocks differ
constexpr auto life_span = std::chrono::days(3652);

/// Throws an error_code. The public functions below catch it and return it.
void require(bool done) {
  if (!done) throw openssl_error(take_openssl_error());
}

void add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const extension_handle extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

void push_name(GENERAL_NAMES* names, general_name_handle name) {
  require(sk_GENERAL_NAME_push(names, name.get()) > 0);
  static_cast<void>(name.release());
}

// X509V3_EXT_conf does not work here: a comma in a name would begin another name.
void add_alternative_names(X509* certificate, const certificate_request& request) {
  if (request.dns_names.empty() && request.ip_addresses.empty()) return;
  const general_names_handle names(GENERAL_NAMES_new());
  for (const std::string& text : request.dns_names) {
    ASN1_IA5STRING* octets = ASN1_IA5STRING_new();
    require(octets != nullptr && ASN1_STRING_set(octets, text.data(), static_cast<int>(text.size())) == 1);
    general_name_handle name(GENERAL_NAME_new());
    GENERAL_NAME_set0_value(name.get(), GEN_DNS, octets);
    push_name(names.get(), std::move(name));
  }
  for (const std::string& text : request.ip_addresses) {
    ASN1_OCTET_STRING* octets = a2i_IPADDRESS(text.c_str());
    if (octets == nullptr) throw boost::system::error_code(errc::invalid_option);
    general_name_handle name(GENERAL_NAME_new());
    GENERAL_NAME_set0_value(name.get(), GEN_IPADD, octets);
    push_name(names.get(), std::move(name));
  }
  require(X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, X509V3_ADD_DEFAULT) == 1);
}

void set_random_serial(X509* certificate) {
  const number_handle serial(BN_new());
  // 127 bits: positive, and within the 20 octets of RFC 5280 section 4.1.2.2.
  require(serial && BN_rand(serial.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1);
  require(BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr);
}

void set_name(X509_NAME* name, const std::string& common_name) {
  const auto* text = reinterpret_cast<const unsigned char*>(common_name.data());
  require(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, const_cast<unsigned char*>(text),
                                     static_cast<int>(common_name.size()), -1, 0) == 1);
}

certificate_handle begin_certificate(const std::string& common_name, EVP_PKEY* key, calendar_time from,
                                     calendar_time until) {
  certificate_handle made(X509_new());
  require(made && X509_set_version(made.get(), X509_VERSION_3) == 1);
  set_random_serial(made.get());
  set_name(X509_get_subject_name(made.get()), common_name);
  ASN1_TIME_set(X509_getm_notBefore(made.get()), std::chrono::system_clock::to_time_t(from));
  ASN1_TIME_set(X509_getm_notAfter(made.get()), std::chrono::system_clock::to_time_t(until));
  require(X509_set_pubkey(made.get(), key) == 1);
  return made;
}

void sign(X509* certificate, const X509* issuer, EVP_PKEY* key, const EVP_MD* digest = EVP_sha256()) {
  require(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1);
  // RFC 8410: these algorithms have a digest of their own.
  const bool needs_digest = EVP_PKEY_is_a(key, "ED25519") == 0 && EVP_PKEY_is_a(key, "ED448") == 0;
  require(X509_sign(certificate, key, needs_digest ? digest : nullptr) > 0);
}

key_handle make_key(certificate_strength strength = certificate_strength::sound) {
  constexpr std::size_t short_key_bits = 1024;
  ERR_clear_error();
  key_handle key(strength == certificate_strength::short_key ? EVP_RSA_gen(short_key_bits) : EVP_EC_gen("P-256"));
  require(key != nullptr);
  return key;
}

/// Makes a certificate. If `issuer` and `issuer_key` are null, it is self-signed.
certified_key certify(const certificate_request& request, calendar_time now, X509* issuer, EVP_PKEY* issuer_key) {
  const key_handle key = make_key(request.strength);
  const calendar_time from = request.not_before == calendar_time() ? now - earlier_start : request.not_before;
  const calendar_time until = request.not_after == calendar_time() ? now + life_span : request.not_after;
  const certificate_handle made = begin_certificate(request.common_name, key.get(), from, until);
  X509* signer = issuer != nullptr ? issuer : made.get();
  add_extension(made.get(), signer, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(made.get(), signer, NID_key_usage, "critical,digitalSignature");
  add_extension(made.get(), signer, NID_ext_key_usage, request.for_client ? "clientAuth" : "serverAuth");
  add_extension(made.get(), signer, NID_subject_key_identifier, "hash");
  add_extension(made.get(), signer, NID_authority_key_identifier, "keyid");
  add_alternative_names(made.get(), request);
  const EVP_MD* const digest = request.strength == certificate_strength::weak_digest ? EVP_sha1() : EVP_sha256();
  sign(made.get(), signer, issuer != nullptr ? issuer_key : key.get(), digest);
  certified_key result;
  result.certificate_pem = to_pem(made.get());
  result.private_key_pem = to_pem(key.get());
  return result;
}

outcome<certified_key> try_certify(const certificate_request& request, calendar_time now, X509* issuer, EVP_PKEY* key) {
  try {
    return certify(request, now, issuer, key);
  } catch (const boost::system::error_code& code) {
    return code;
  }
}

}  // namespace

certificate_authority::certificate_authority(std::unique_ptr<native> held) : native_(std::move(held)) {}
certificate_authority::certificate_authority(certificate_authority&&) noexcept = default;
certificate_authority& certificate_authority::operator=(certificate_authority&&) noexcept = default;
certificate_authority::~certificate_authority() = default;

outcome<certificate_authority> certificate_authority::make(const std::string& common_name, calendar_time now) {
  try {
    auto made = std::make_unique<native>();
    made->made_at = now;
    made->key = make_key();
    made->certificate = begin_certificate(common_name, made->key.get(), now - earlier_start, now + life_span);
    X509* own = made->certificate.get();
    add_extension(own, own, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(own, own, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(own, own, NID_subject_key_identifier, "hash");
    sign(own, own, made->key.get());
    made->pem = to_pem(own);
    return certificate_authority(std::move(made));
  } catch (const boost::system::error_code& code) {
    return code;
  }
}

namespace {

/// Returns why this certificate and key cannot be an authority now; empty if they can.
std::string trouble_with(X509* certificate, EVP_PKEY* key, calendar_time now) {
  std::time_t at = std::chrono::system_clock::to_time_t(now);
  const bool fits = X509_check_private_key(certificate, key) == 1;
  ERR_clear_error();
  if (!fits) return "the private key is not the one of the authority's certificate";
  if (X509_check_ca(certificate) != 1) return "the authority's certificate is not allowed to sign certificates";
  if (X509_cmp_time(X509_get0_notBefore(certificate), &at) > 0) return "the authority's certificate is not valid yet";
  if (X509_cmp_time(X509_get0_notAfter(certificate), &at) < 0) return "the authority's certificate has expired";
  return {};
}

}  // namespace

outcome<certificate_authority> certificate_authority::load(const std::string& certificate_pem,
                                                           const std::string& private_key_pem, calendar_time now,
                                                           std::string& trouble) {
  auto certificates = parse_certificates(certificate_pem);
  auto key = parse_private_key(private_key_pem);
  if (certificates.has_error()) {
    trouble = "the authority has no certificate in PEM";
  } else if (key.has_error()) {
    trouble = "the authority has no private key in PEM, or one that needs a passphrase";
  } else {
    trouble = trouble_with(certificates->front().get(), key->get(), now);
  }
  if (!trouble.empty()) return errc::invalid_option;
  auto taken = std::make_unique<native>();
  taken->made_at = now;
  taken->key = std::move(*key);
  // The text may contain the private key too, which must not leave with the certificates.
  for (const certificate_handle& each : *certificates) taken->pem += to_pem(each.get());
  taken->certificate = std::move(certificates->front());
  return certificate_authority(std::move(taken));
}

std::string certificate_authority::private_key_pem() const {
  return to_pem(native_->key.get());
}

const std::string& certificate_authority::certificate_pem() const noexcept {
  return native_->pem;
}

outcome<certified_key> certificate_authority::issue(const certificate_request& request) const {
  return try_certify(request, native_->made_at, native_->certificate.get(), native_->key.get());
}

outcome<certified_key> certificate_authority::self_signed(const certificate_request& request) {
  return try_certify(request, system_clock().wall_now(), nullptr, nullptr);
}

}  // namespace pop3kit::net
