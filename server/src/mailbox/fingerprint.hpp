#pragma once

#include <cstdint>
#include <string_view>

namespace pop3kit::serving {

/// FNV-1a: the same octets give the same number on every machine and in every release.
[[nodiscard]] constexpr std::uint64_t fingerprint_of(std::string_view octets) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char octet : octets) hash = (hash ^ static_cast<unsigned char>(octet)) * 0x100000001b3U;
  return hash;
}

}  // namespace pop3kit::serving
