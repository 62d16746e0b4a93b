#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace pop3kit::testing {

/// `length` octets drawn from `alphabet`: the same for the same engine state on every platform.
inline std::string random_octets(std::mt19937_64& engine, std::string_view alphabet, std::size_t length) {
  std::string out;
  for (std::size_t i = 0; i < length; ++i) out.push_back(alphabet[engine() % alphabet.size()]);
  return out;
}

/// Every octet there is, as an alphabet.
inline std::string any_octet() {
  std::string out;
  for (int octet = 0; octet < 256; ++octet) out.push_back(static_cast<char>(octet));
  return out;
}

/// Calls `visit` with every string over `alphabet` of up to `longest` octets, the empty one included.
template <class Visit>
void for_each_string(std::string_view alphabet, std::size_t longest, Visit visit) {
  std::string current;
  const auto extend = [&](auto&& self) -> void {
    visit(current);
    if (current.size() == longest) return;
    for (const char octet : alphabet) {
      current.push_back(octet);
      self(self);
      current.pop_back();
    }
  };
  extend(extend);
}

}  // namespace pop3kit::testing
