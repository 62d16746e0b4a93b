#pragma once

#include <string_view>

namespace pop3kit::serving {

/// Whether `keyword` is one of "CAPA|STLS".
[[nodiscard]] constexpr bool one_of(std::string_view alternatives, std::string_view keyword) noexcept {
  for (;;) {
    const auto bar = alternatives.find('|');
    if (alternatives.substr(0, bar) == keyword) return true;
    if (bar == std::string_view::npos) return false;
    alternatives.remove_prefix(bar + 1);
  }
}

}  // namespace pop3kit::serving
