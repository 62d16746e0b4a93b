#include "ntlm_exchange.hpp"

#include <gsasl.h>

#include <array>
#include <new>

#include "account_book.hpp"
#include "base64.hpp"
#include "ntlm_digest.hpp"
#include "same_secret.hpp"

namespace pop3kit::serving {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view signature = "NTLMSSP\0"sv;
constexpr std::size_t version1_octets = 24;

std::uint64_t number_at(std::string_view message, std::size_t at, std::size_t octets) {
  std::uint64_t value = 0;
  for (std::size_t i = octets; i-- > 0;) value = value << 8U | static_cast<unsigned char>(message[at + i]);
  return value;
}

bool is_message(std::string_view message, std::uint64_t type, std::size_t least) {
  return message.size() >= least && message.starts_with(signature) && number_at(message, signature.size(), 4) == type;
}

/// What a field of the header points to (MS-NLMP section 2.2.1.3); empty where that is outside.
std::string_view field_at(std::string_view message, std::size_t at) {
  const std::uint64_t length = number_at(message, at, 2);
  const std::uint64_t offset = number_at(message, at + 4, 4);
  if (offset > message.size() || length > message.size() - offset) return {};
  return message.substr(offset, length);
}

/// Unicode and NTLM, no target, no target information.
std::string challenge_message(std::string_view challenge) {
  constexpr std::string_view type = "\x02\0\0\0"sv;
  constexpr std::string_view nothing_at_48 = "\0\0\0\0\x30\0\0\0"sv;
  constexpr std::string_view flags = "\x01\x02\0\0"sv;
  std::string out(signature);
  out.append(type).append(nothing_at_48).append(flags).append(challenge).append(8, '\0').append(nothing_at_48);
  return out;
}

class ntlm_exchange final : public sasl_exchange {
 public:
  explicit ntlm_exchange(const scenario::description& what) : what_(what) {
    std::array<char, 8> octets{};
    if (gsasl_nonce(octets.data(), octets.size()) != GSASL_OK) throw std::bad_alloc();
    nonce_.assign(octets.data(), octets.size());
  }

  state step(const std::string& base64) override {
    const auto message = from_base64(base64);
    if (!message) return state::malformed;
    if (challenged_) return check(*message);
    constexpr std::size_t least = 12;
    if (!is_message(*message, 1, least)) return state::malformed;
    challenged_ = true;
    challenge_ = to_base64(challenge_message(nonce_));
    return state::challenge;
  }

 private:
  state check(std::string_view message) {
    constexpr std::size_t least = 52;
    if (!is_message(message, 3, least)) return state::malformed;
    const std::string_view response = field_at(message, 20);
    if (response.size() < version1_octets) return state::refused;
    const std::string user = from_utf16(field_at(message, 36));
    const account* const owner = find_account(what_, user);
    const std::string password = owner == nullptr ? std::string() : owner->password;
    const bool proved = response.size() == version1_octets ? same_secret(ntlm_response(password, nonce_), response)
                                                           : proved_by_version2(message, response, user, password);
    if (!proved || owner == nullptr) return state::refused;
    user_ = owner->name;
    return state::accepted;
  }

  [[nodiscard]] bool proved_by_version2(std::string_view message, std::string_view response, const std::string& user,
                                        const std::string& password) const {
    constexpr std::size_t proof_octets = 16;
    const std::string domain = from_utf16(field_at(message, 28));
    const std::string proof = ntlm2_proof(password, user, domain, nonce_, response.substr(proof_octets));
    return same_secret(proof, response.substr(0, proof_octets));
  }

  const scenario::description& what_;
  std::string nonce_;
  bool challenged_ = false;
};

}  // namespace

std::unique_ptr<sasl_exchange> make_ntlm_exchange(const scenario::description& what) {
  return std::make_unique<ntlm_exchange>(what);
}

}  // namespace pop3kit::serving
