#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>
#include <pop3kit/safe_file_name.hpp>

namespace pop3kit {
namespace {

constexpr std::string_view kept = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

void append_hexadecimal(std::string& out, char octet, std::string_view digits) {
  const auto value = static_cast<std::uint8_t>(octet);
  out += digits[value >> 4U];
  out += digits[value & 15U];
}

std::string digest(std::string_view octets) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
  unsigned length = 0;
  if (EVP_Digest(octets.data(), octets.size(), value.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw std::bad_alloc();
  }
  std::string out;
  for (unsigned at = 0; at < length; ++at) append_hexadecimal(out, static_cast<char>(value[at]), "0123456789abcdef");
  return out;
}

}  // namespace

std::string safe_file_name(std::string_view octets, std::size_t longest) {
  longest = std::max(longest, shortest_file_name_limit);
  std::string name = octets.empty() ? "%" : "";
  for (const char octet : octets) {
    const bool is_leading = name.empty() && (octet == '.' || octet == '-');
    if (kept.find(octet) != std::string_view::npos && !is_leading) {
      name += octet;
    } else {
      append_hexadecimal(name += '%', octet, "0123456789ABCDEF");
    }
    if (name.size() > longest) break;
  }
  if (name.size() <= longest) return name;
  const std::string ending = "~" + digest(octets);
  name.resize(longest - ending.size());
  return name + ending;
}

}  // namespace pop3kit
