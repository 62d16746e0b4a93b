#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pop3kit::serving::lua {

enum class token_kind : std::uint8_t { name, keyword, string, number, symbol };

/// A token of Lua source, as written.
struct token {
  token_kind kind = token_kind::symbol;
  std::string_view text;
  std::size_t offset = 0;
  int line = 0;
};

/// The tokens of `source`, which Lua has accepted: what is no Lua gives tokens too, but of no use.
[[nodiscard]] std::vector<token> tokenise(std::string_view source);

}  // namespace pop3kit::serving::lua
