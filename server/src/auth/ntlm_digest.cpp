// NTLM needs MD4 and DES. OpenSSL's newer interface has them only if a separate module is installed.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "auth/ntlm_digest.hpp"

#include <openssl/des.h>
#include <openssl/hmac.h>
#include <openssl/md4.h>

#include <array>
#include <boost/locale/encoding_utf.hpp>

#include "text/ascii.hpp"

namespace pop3kit::serving {
namespace {

std::string octets_of(const unsigned char* begin, std::size_t count) {
  return {begin, begin + count};
}

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hash_of(std::string_view password) {
  const std::string wide = to_utf16(password);
  std::array<unsigned char, MD4_DIGEST_LENGTH> digest{};
  MD4(bytes(wide), wide.size(), digest.data());
  return octets_of(digest.data(), digest.size());
}

std::string hmac_md5(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  HMAC(EVP_md5(), key.data(), static_cast<int>(key.size()), bytes(text), text.size(), digest.data(), &length);
  return octets_of(digest.data(), length);
}

/// The 7 octets become a key of 8, whose lowest bits are ignored.
std::string des(std::string_view seven, std::string_view challenge) {
  std::uint64_t bits = 0;
  for (const char octet : seven) bits = (bits << 8U) | static_cast<unsigned char>(octet);
  DES_cblock key{};
  for (unsigned at = 0; at < 8; ++at) key[at] = static_cast<unsigned char>((bits >> (49U - 7U * at)) << 1U);
  DES_key_schedule schedule;
  DES_set_key_unchecked(&key, &schedule);
  DES_cblock input{};
  std::copy_n(bytes(challenge), sizeof input, input);
  DES_cblock output{};
  DES_ecb_encrypt(&input, &output, &schedule, DES_ENCRYPT);
  return octets_of(output, sizeof output);
}

}  // namespace

std::string to_utf16(std::string_view text) {
  std::string out;
  for (const char16_t unit : boost::locale::conv::utf_to_utf<char16_t>(text.data(), text.data() + text.size())) {
    out.push_back(static_cast<char>(unit & 0xffU));
    out.push_back(static_cast<char>(unit >> 8U));
  }
  return out;
}

std::string from_utf16(std::string_view octets) {
  std::u16string units;
  for (std::size_t at = 0; at + 1 < octets.size(); at += 2) {
    units.push_back(static_cast<char16_t>(bytes(octets)[at] | bytes(octets)[at + 1] << 8U));
  }
  return boost::locale::conv::utf_to_utf<char>(units);
}

std::string ntlm_response(std::string_view password, std::string_view challenge) {
  std::string key = hash_of(password);
  key.resize(21, '\0');
  std::string out;
  for (std::size_t at = 0; at < 21; at += 7) out.append(des(std::string_view(key).substr(at, 7), challenge));
  return out;
}

std::string ntlm_session_response(std::string_view password, std::string_view challenge,
                                  std::string_view client_challenge) {
  const std::string both = std::string(challenge).append(client_challenge);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_Digest(both.data(), both.size(), digest.data(), &length, EVP_md5(), nullptr);
  return ntlm_response(password, octets_of(digest.data(), challenge.size()));
}

std::string ntlm2_proof(std::string_view password, std::string_view user, std::string_view domain,
                        std::string_view challenge, std::string_view blob) {
  std::string name;
  for (const char octet : user) name.push_back(text::to_upper(octet));
  const std::string key = hmac_md5(hash_of(password), to_utf16(name.append(domain)));
  return hmac_md5(key, std::string(challenge).append(blob));
}

}  // namespace pop3kit::serving
