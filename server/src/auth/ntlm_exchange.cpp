#include "auth/sasl_exchange.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include "auth/account_book.hpp"
#include "auth/ntlm_digest.hpp"
#include "auth/same_secret.hpp"
#include "text/ascii.hpp"
#include "text/base64.hpp"

namespace pop3kit::serving {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view signature = "NTLMSSP\0"sv;
constexpr std::size_t version1_octets = 24;
constexpr std::size_t challenge_octets = 8;
constexpr std::string_view server_name = "POP3KIT";
constexpr std::string_view dns_name = "pop3kit.test";

/// MS-NLMP section 2.2.2.5.
enum flag : std::uint64_t {
  unicode = 0x00000001,
  oem = 0x00000002,
  request_target = 0x00000004,
  ntlm = 0x00000200,
  always_sign = 0x00008000,
  target_is_server = 0x00020000,
  extended_session_security = 0x00080000,
  target_info = 0x00800000,
};

std::uint64_t number_at(std::string_view message, std::size_t at, std::size_t octets) {
  std::uint64_t value = 0;
  for (std::size_t i = octets; i-- > 0;) value = value << 8U | static_cast<unsigned char>(message[at + i]);
  return value;
}

bool is_message(std::string_view message, std::uint64_t type, std::size_t least) {
  return message.size() >= least && message.starts_with(signature) && number_at(message, signature.size(), 4) == type;
}

/// Returns the octets that a field of the header points to (MS-NLMP section 2.2.1.3). Empty if they are out of bounds.
std::string_view field_at(std::string_view message, std::size_t at) {
  const std::uint64_t length = number_at(message, at, 2);
  const std::uint64_t offset = number_at(message, at + 4, 4);
  if (offset > message.size() || length > message.size() - offset) return {};
  return message.substr(offset, length);
}

void append_number(std::string& out, std::uint64_t value, std::size_t octets) {
  for (std::size_t i = 0; i < octets; ++i) out.push_back(static_cast<char>(value >> (8U * i) & 0xffU));
}

void append_field(std::string& out, std::size_t length, std::size_t offset) {
  append_number(out, length, 2);
  append_number(out, length, 2);
  append_number(out, offset, 4);
}

/// MS-NLMP section 2.2.2.1. It contains no time, so that clients need not send a message integrity code.
std::string target_information() {
  constexpr std::uint64_t computer = 1;
  constexpr std::uint64_t domain = 2;
  constexpr std::uint64_t dns_computer = 3;
  constexpr std::uint64_t dns_domain = 4;
  std::string out;
  const auto add = [&out](std::uint64_t id, std::string_view text) {
    const std::string wide = to_utf16(text);
    append_number(out, id, 2);
    append_number(out, wide.size(), 2);
    out.append(wide);
  };
  add(domain, server_name);
  add(computer, server_name);
  add(dns_domain, dns_name);
  add(dns_computer, dns_name);
  append_number(out, 0, 4);
  return out;
}

/// Returns the client's flags that the server accepts. Unicode is used if the client supports it.
std::uint64_t agreed_flags(std::uint64_t wanted) {
  std::uint64_t flags = ntlm | target_info | (wanted & (always_sign | extended_session_security));
  flags |= (wanted & unicode) != 0 || (wanted & oem) == 0 ? unicode : oem;
  if ((wanted & request_target) != 0) flags |= request_target | target_is_server;
  return flags;
}

/// MS-NLMP section 2.2.1.2.
std::string challenge_message(std::uint64_t flags, std::string_view nonce) {
  constexpr std::size_t header_octets = 48;
  const bool named = (flags & request_target) != 0;
  const std::string name = (flags & unicode) != 0 ? to_utf16(server_name) : std::string(server_name);
  const std::string target = named ? name : std::string();
  const std::string information = target_information();
  std::string out(signature);
  append_number(out, 2, 4);
  append_field(out, target.size(), header_octets);
  append_number(out, flags, 4);
  out.append(nonce).append(challenge_octets, '\0');
  append_field(out, information.size(), header_octets + target.size());
  return out.append(target).append(information);
}

std::string in_upper_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), text::to_upper);
  return out;
}

class ntlm_exchange final : public sasl_exchange {
 public:
  ntlm_exchange(const scenario::description& what, std::string nonce) : what_(what), nonce_(std::move(nonce)) {
    if (!nonce_.empty()) return;
    std::array<char, challenge_octets> octets{};
    if (::getentropy(octets.data(), octets.size()) != 0) throw std::bad_alloc();
    nonce_.assign(octets.data(), octets.size());
  }

  state step(const std::string& base64) override {
    const auto message = text::from_base64(base64);
    if (!message) return state::malformed;
    if (challenged_) return check(*message);
    constexpr std::size_t least = 12;
    constexpr std::size_t with_flags = 16;
    if (!is_message(*message, 1, least)) return state::malformed;
    challenged_ = true;
    flags_ = agreed_flags(message->size() < with_flags ? unicode : number_at(*message, least, 4));
    challenge_ = text::to_base64(challenge_message(flags_, nonce_));
    return state::challenge;
  }

 private:
  state check(std::string_view message) {
    constexpr std::size_t least = 52;
    if (!is_message(message, 3, least)) return state::malformed;
    const std::string user = text_at(message, 36);
    const account* const owner = find_account(what_, user);
    const std::string password = owner == nullptr ? std::string() : owner->password;
    const bool proved = proved_by_response(message, user, password) || proved_by_old_response(message, user, password);
    if (!proved || password.empty()) return state::refused;
    user_ = owner->name;
    return state::accepted;
  }

  [[nodiscard]] bool proved_by_response(std::string_view message, const std::string& user,
                                        const std::string& password) const {
    const std::string_view response = field_at(message, 20);
    if (response.size() < version1_octets) return false;
    if (response.size() == version1_octets) return proved_by_version1(message, response, password);
    return proved_by_version2(message, response, user, password);
  }

  /// The LM response field may hold a short version 2 response, or a version 1 response. nmap needs this: the length
  /// that it announces for the other field is 16 octets too small.
  [[nodiscard]] bool proved_by_old_response(std::string_view message, const std::string& user,
                                            const std::string& password) const {
    const std::string_view response = field_at(message, 12);
    if (response.size() != version1_octets) return false;
    return same_secret(ntlm_response(password, nonce_), response) ||
           proved_by_version2(message, response, user, password);
  }

  /// Returns a name in the agreed charset.
  [[nodiscard]] std::string text_at(std::string_view message, std::size_t at) const {
    const std::string_view octets = field_at(message, at);
    return (flags_ & unicode) != 0 ? from_utf16(octets) : std::string(octets);
  }

  [[nodiscard]] bool proved_by_version1(std::string_view message, std::string_view response,
                                        const std::string& password) const {
    const std::string_view other = field_at(message, 12);
    // With extended session security, the LM response field holds the client's challenge (section 3.3.1).
    const bool extended = (flags_ & extended_session_security) != 0 && other.size() == version1_octets &&
                          other.find_first_not_of('\0', challenge_octets) == std::string_view::npos;
    const std::string wanted = extended ? ntlm_session_response(password, nonce_, other.substr(0, challenge_octets))
                                        : ntlm_response(password, nonce_);
    return same_secret(wanted, response);
  }

  /// Section 3.3.2 uses the domain unchanged. Mozilla and nmap convert it to upper case.
  [[nodiscard]] bool proved_by_version2(std::string_view message, std::string_view response, const std::string& user,
                                        const std::string& password) const {
    constexpr std::size_t proof_octets = 16;
    const std::string domain = text_at(message, 28);
    const std::string_view blob = response.substr(proof_octets);
    const std::string_view proof = response.substr(0, proof_octets);
    const bool as_sent = same_secret(ntlm2_proof(password, user, domain, nonce_, blob), proof);
    const bool raised = same_secret(ntlm2_proof(password, user, in_upper_case(domain), nonce_, blob), proof);
    return as_sent || raised;
  }

  const scenario::description& what_;
  std::string nonce_;
  std::uint64_t flags_ = 0;
  bool challenged_ = false;
};

}  // namespace

std::unique_ptr<sasl_exchange> make_ntlm_exchange(const scenario::description& what, std::string nonce) {
  return std::make_unique<ntlm_exchange>(what, std::move(nonce));
}

}  // namespace pop3kit::serving
