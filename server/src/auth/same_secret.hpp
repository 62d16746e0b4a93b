#pragma once

#include <cstddef>
#include <string_view>

namespace pop3kit::serving {

/// Compares two secrets in a time that depends only on the length of `given`.
[[nodiscard]] inline bool same_secret(std::string_view kept, std::string_view given) noexcept {
  unsigned different = kept.size() == given.size() ? 0U : 1U;
  for (std::size_t at = 0; at < given.size(); ++at) {
    const char expected = kept.empty() ? '\0' : kept[at % kept.size()];
    different |= static_cast<unsigned>(static_cast<unsigned char>(expected ^ given[at]));
  }
  return different == 0;
}

}  // namespace pop3kit::serving
