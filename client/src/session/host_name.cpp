#include "session/host_name.hpp"

#include <unicode/uidna.h>

#include <array>
#include <boost/asio/ip/address_v6.hpp>
#include <memory>

#include "text/utf8.hpp"

namespace pop3kit::engine {

namespace {

struct idna_closer {
  void operator()(UIDNA* opened) const noexcept { uidna_close(opened); }
};

std::optional<std::string> to_a_labels(std::string_view name) {
  // RFC 1035 section 2.3.4: 253 octets and a final dot. A longer result is not a valid name.
  std::array<char, 256> room{};
  UErrorCode trouble = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, idna_closer> rules(uidna_openUTS46(
      UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, &trouble));
  UIDNAInfo found = UIDNA_INFO_INITIALIZER;
  const std::int32_t length = uidna_nameToASCII_UTF8(rules.get(), name.data(), static_cast<std::int32_t>(name.size()),
                                                     room.data(), std::int32_t{room.size()}, &found, &trouble);
  if (U_FAILURE(trouble) || found.errors != 0) return std::nullopt;
  return std::string(room.data(), static_cast<std::size_t>(length));
}

bool is_bracketed_address(std::string_view host) {
  if (host.size() < 2 || host.front() != '[' || host.back() != ']') return false;
  boost::system::error_code no_address;
  static_cast<void>(boost::asio::ip::make_address_v6(std::string(host.substr(1, host.size() - 2)), no_address));
  return !no_address;
}

}  // namespace

std::optional<std::string> to_wire_host(std::string_view host) {
  constexpr std::size_t longest_name = 4096;  // octets of UTF-8; a name may be longer than its A-labels
  if (is_bracketed_address(host)) return std::string(host.substr(1, host.size() - 2));
  if (text::is_ascii(host)) return std::string(host);
  if (host.size() > longest_name) return std::nullopt;
  return to_a_labels(host);
}

}  // namespace pop3kit::engine
