#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <new>
#include <pop3kit/safe_file_name.hpp>

#include "text/ascii.hpp"
#include "text/hexadecimal.hpp"

namespace pop3kit {
namespace {

bool is_kept(char octet) noexcept {
  return text::is_letter_or_digit(octet) || octet == '.' || octet == '_' || octet == '-';
}

std::string digest(std::string_view octets) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
  unsigned length = 0;
  if (EVP_Digest(octets.data(), octets.size(), value.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw std::bad_alloc();
  }
  return text::to_hex({reinterpret_cast<const char*>(value.data()), length});
}

}  // namespace

std::string safe_file_name(std::string_view octets, std::size_t longest) {
  longest = std::max(longest, shortest_file_name_limit);
  std::string name = octets.empty() ? "%" : "";
  for (const char octet : octets) {
    const bool is_leading = name.empty() && (octet == '.' || octet == '-');
    if (is_kept(octet) && !is_leading) {
      name += octet;
    } else {
      text::append_hex(name += '%', static_cast<unsigned char>(octet), text::upper_case_digits);
    }
    if (name.size() > longest) break;
  }
  if (name.size() <= longest) return name;
  const std::string ending = "~" + digest(octets);
  name.resize(longest - ending.size());
  return name + ending;
}

}  // namespace pop3kit
