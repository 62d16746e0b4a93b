#include "message/transfer_encoding.hpp"

#include <algorithm>

#include "message/gmime_library.hpp"
#include "message/text.hpp"

namespace pop3kit::engine {
namespace {

bool is_base64_digit(char octet) noexcept {
  return (octet >= '0' && octet <= '9') || (to_lower(octet) >= 'a' && to_lower(octet) <= 'z') || octet == '+' ||
         octet == '/';
}

/// GMime decodes whole groups of four and drops a last one that lacks its padding.
std::string_view missing_padding(std::string_view octets) noexcept {
  if (octets.find('=') != std::string_view::npos) return {};
  const auto digits = std::count_if(octets.begin(), octets.end(), is_base64_digit);
  if (digits % 4 == 2) return "==";
  return digits % 4 == 3 ? "=" : "";
}

}  // namespace

transfer_encoding to_transfer_encoding(std::string_view name) noexcept {
  name = trim(name);
  if (same_ignoring_case(name, "base64")) return transfer_encoding::base64;
  if (same_ignoring_case(name, "quoted-printable")) return transfer_encoding::quoted_printable;
  return transfer_encoding::identity;
}

std::string decode(std::string_view octets, transfer_encoding encoding) {
  if (encoding == transfer_encoding::identity) return std::string(octets);
  const bool base64 = encoding == transfer_encoding::base64;
  const std::string_view padding = base64 ? missing_padding(octets) : std::string_view{};
  GMimeEncoding state;
  g_mime_encoding_init_decode(&state, base64 ? GMIME_CONTENT_ENCODING_BASE64 : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  std::string decoded(g_mime_encoding_outlen(&state, octets.size()) + 8, '\0');
  std::size_t length = g_mime_encoding_step(&state, octets.data(), octets.size(), decoded.data());
  length += g_mime_encoding_flush(&state, padding.data(), padding.size(), decoded.data() + length);
  decoded.resize(length);
  return decoded;
}

}  // namespace pop3kit::engine
