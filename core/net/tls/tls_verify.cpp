#include "net/tls/tls_verify.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <ctime>

#include "text/base64.hpp"
#include "text/utf8.hpp"

namespace pop3kit::net {

namespace {

constexpr std::size_t longest_subject = 80;
// A host name has 253 octets at most; OpenSSL puts "DNS:" before it.
constexpr std::size_t longest_name = 260;
// The limit for several names together.
constexpr std::size_t room_for_names = 120;

/// Shortens a text to this many octets, without splitting a UTF-8 character.
std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  return std::string(text::utf8_prefix(text, most)) + "...";
}

std::string to_text(const X509_NAME* name) {
  const bio_handle out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* text = nullptr;
  const long length = BIO_get_mem_data(out.get(), &text);
  const std::string result = shortened({text, static_cast<std::size_t>(length)}, longest_subject);
  return result.empty() ? "nobody" : result;
}

std::string to_date(const ASN1_TIME* moment) {
  std::tm parts{};
  std::array<char, 16> text{};
  if (ASN1_TIME_to_tm(moment, &parts) != 1) return "an unknown day";
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts)};
}

/// Returns the names of a certificate for an error message. Names are not shortened; those that do not fit are counted.
std::string names_in(X509* certificate) {
  const general_names_handle names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  const int count = names ? sk_GENERAL_NAME_num(names.get()) : 0;
  std::string result;
  for (int at = 0; at < count; ++at) {
    const bio_handle out(BIO_new(BIO_s_mem()));
    GENERAL_NAME_print(out.get(), sk_GENERAL_NAME_value(names.get(), at));
    char* text = nullptr;
    const long length = BIO_get_mem_data(out.get(), &text);
    const std::string name = shortened({text, static_cast<std::size_t>(length)}, longest_name);
    if (!result.empty() && result.size() + name.size() > room_for_names) {
      result.append(" and ").append(std::to_string(count - at)).append(" more");
      break;
    }
    result.append(result.empty() ? "" : ", ").append(name);
  }
  std::ranges::replace_if(result, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return result.empty() ? "no name" : result;
}

errc to_errc(int reason) {
  switch (reason) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return errc::certificate_expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return errc::certificate_not_yet_valid;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return errc::certificate_wrong_host;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return errc::certificate_self_signed;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return errc::certificate_too_weak;
    default:
      return errc::certificate_untrusted;
  }
}

std::string key_of(X509* certificate) {
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) return "of an unknown kind";
  return std::string(EVP_PKEY_get0_type_name(key)) + " of " + std::to_string(EVP_PKEY_get_bits(key)) + " bits";
}

std::string explain(int reason, X509* certificate, const std::string& host) {
  switch (reason) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "expired on " + to_date(X509_get0_notAfter(certificate));
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "valid only from " + to_date(X509_get0_notBefore(certificate)) + " on";
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "not for " + host;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return "self-signed and not trusted, with the key " + to_pin(spki_sha256(certificate));
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return "an authority that is not trusted";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "its authority is not trusted";
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
      return "its key is too short: " + key_of(certificate);
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return std::string("its signature can be forged: ") + OBJ_nid2ln(X509_get_signature_nid(certificate));
    default:
      return X509_verify_cert_error_string(reason);
  }
}

/// Describes a certificate: subject, names, issuer and days, each shortened so that all fit into one line.
std::string describe(X509* certificate) {
  return "certificate of " + to_text(X509_get_subject_name(certificate)) + " for " + names_in(certificate) +
         ", issued by " + to_text(X509_get_issuer_name(certificate)) + ", valid " +
         to_date(X509_get0_notBefore(certificate)) + " to " + to_date(X509_get0_notAfter(certificate)) + ": ";
}

bool matches_pin(const tls_context::native& context, X509_STORE_CTX* store) {
  const auto is_pinned = [&](X509* certificate) {
    return std::ranges::find(context.pins, spki_sha256(certificate)) != context.pins.end();
  };
  if (!context.verify) return is_pinned(X509_STORE_CTX_get0_cert(store));
  const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(store);
  for (int at = 0; at < sk_X509_num(chain); ++at) {
    if (is_pinned(sk_X509_value(chain, at))) return true;
  }
  return false;
}

}  // namespace

int verify_peer(X509_STORE_CTX* store, void* /*unused*/) {
  const auto* connection =
      static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto& data = *static_cast<tls_connection_data*>(SSL_get_app_data(connection));
  if (data.context->verify && X509_verify_cert(store) <= 0) {
    const int reason = X509_STORE_CTX_get_error(store);
    X509* certificate = X509_STORE_CTX_get_current_cert(store);
    if (certificate == nullptr) certificate = X509_STORE_CTX_get0_cert(store);
    data.verdict.code = to_errc(reason);
    data.verdict.text = describe(certificate) + explain(reason, certificate, data.host);
    return 0;
  }
  if (!data.context->pins.empty() && !matches_pin(*data.context, store)) {
    X509* certificate = X509_STORE_CTX_get0_cert(store);
    X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
    data.verdict.code = errc::certificate_not_pinned;
    data.verdict.text = describe(certificate) + "no pin allows its key " + to_pin(spki_sha256(certificate));
    return 0;
  }
  X509_STORE_CTX_set_error(store, X509_V_OK);
  return 1;
}

std::optional<spki_digest> parse_pin(std::string_view pin) {
  constexpr std::string_view scheme = "sha256//";
  constexpr std::size_t base64_length = 44;
  if (pin.starts_with(scheme)) pin.remove_prefix(scheme.size());
  if (pin.size() != base64_length || !pin.ends_with('=')) return std::nullopt;
  const std::optional<std::string> decoded = text::from_base64(pin);
  spki_digest digest;
  if (!decoded || decoded->size() != digest.size()) return std::nullopt;
  std::ranges::copy(*decoded, digest.begin());
  return digest;
}

spki_digest spki_sha256(X509* certificate) {
  unsigned char* encoded = nullptr;
  const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &encoded);
  spki_digest digest{};
  if (length > 0) EVP_Digest(encoded, static_cast<std::size_t>(length), digest.data(), nullptr, EVP_sha256(), nullptr);
  OPENSSL_free(encoded);
  return digest;
}

std::string to_pin(const spki_digest& digest) {
  return text::to_base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace pop3kit::net
