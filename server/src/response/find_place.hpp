#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// A piece of a body on its way to the wire.
struct body_piece {
  std::string_view octets;
  std::uint64_t before = 0;    ///< octets of the body ahead of the piece
  std::size_t terminator = 0;  ///< octets of the terminator that the piece ends with; 0: it does not
};

/// Where in the piece the first place of this kind is, `after` octets of the body or more behind its beginning; nothing
/// where it is not in this piece.
[[nodiscard]] std::optional<std::size_t> find_place(response_place at, std::uint64_t after, const body_piece& piece);

/// The same in a status line, with its line end. Nothing for places of a body.
[[nodiscard]] std::optional<std::size_t> find_place(response_place at, std::string_view status_line);

}  // namespace pop3kit::serving
