#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "response/response_plan.hpp"
#include "scenario/rule.hpp"

namespace pop3kit::serving {

/// Changes the status line that begins at `mark`, including its line end, as the plan says.
void deviate_status_line(std::string& out, std::size_t mark, const response_plan& plan);

/// Returns the position after the status indicator, for deviate_octets().
[[nodiscard]] std::size_t behind_indicator(const std::string& out, std::size_t mark);

/// Changes octets from `mark` on, of any kind of response: line ends, NUL, the eighth bit.
void deviate_octets(std::string& out, std::size_t mark, const response_plan& plan);

/// Inserts `lines` after the first line that ends in the second half of the octets after `mark`. If only the terminator
/// would follow, inserts them after the first line.
[[nodiscard]] bool insert_in_middle(std::string& out, std::size_t mark, std::string_view lines);

/// Returns the lines of CAPA with their line ends, without those that the plan withholds and with those that it adds.
[[nodiscard]] std::string deviate_capabilities(std::string_view lines, const response_plan& plan);

/// A piece of a body that is about to be sent.
struct body_piece {
  std::string_view octets;
  std::uint64_t before = 0;    ///< octets of the body before the piece
  std::size_t terminator = 0;  ///< octets of the terminator at the end of the piece; 0: none
};

/// Finds the first place of this kind in the piece, `after` octets or more after the beginning of the body. Returns
/// nothing if it is not in this piece.
[[nodiscard]] std::optional<std::size_t> find_place(response_place at, std::uint64_t after, const body_piece& piece);

/// Finds a place in a status line with its line end. Returns nothing for places of a body.
[[nodiscard]] std::optional<std::size_t> find_place(response_place at, std::string_view status_line);

}  // namespace pop3kit::serving
