#pragma once

#include <cstdint>
#include <string_view>

namespace pop3kit::serving {

/// The finalizer of SplitMix64: neighbouring inputs give unrelated outputs.
[[nodiscard]] constexpr std::uint64_t scramble(std::uint64_t value) noexcept {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

/// FNV-1a: the same octets give the same number on every machine and in every release.
[[nodiscard]] constexpr std::uint64_t fingerprint_of(std::string_view octets) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char octet : octets) hash = (hash ^ static_cast<unsigned char>(octet)) * 0x100000001b3U;
  return hash;
}

}  // namespace pop3kit::serving
