#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// The passwords and tokens of a scenario's accounts, in plain form and in base64. A secret that is also the name of an
/// account is left out: names occur in every entry of a journal, so showing one does not reveal a password.
class secret_words {
 public:
  explicit secret_words(const scenario::description& what);

  /// Returns the beginning of `text`, at most `most` octets, with four asterisks in place of each secret. A secret
  /// counts if it has at least three octets and no adjacent letter or digit. A word that only contains a secret stays
  /// unchanged.
  [[nodiscard]] std::string masked(std::string_view text, std::size_t most = SIZE_MAX) const;

 private:
  void add(const std::string& secret, const scenario::description& what);
  /// Returns the length of the secret that begins at `begin`, or 0.
  [[nodiscard]] std::size_t secret_at(std::string_view text, std::size_t begin) const;

  std::unordered_set<std::string> secrets_;
  std::set<std::size_t, std::greater<>> lengths_;  ///< of secrets, the longest first
  std::bitset<256> first_octets_;
};

}  // namespace pop3kit::serving
