#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "response/response_plan.hpp"
#include "scenario/rule.hpp"

namespace pop3kit::serving {

/// Changes the status line that stands behind `mark`, line end included, as the plan wants it.
void deviate_status_line(std::string& out, std::size_t mark, const response_plan& plan);

/// Where the text behind the status indicator begins, for deviate_octets().
[[nodiscard]] std::size_t behind_indicator(const std::string& out, std::size_t mark);

/// Changes the octets behind `mark`, whatever they are: line ends, NUL, the eighth bit.
void deviate_octets(std::string& out, std::size_t mark, const response_plan& plan);

/// Puts `lines` behind the first line that ends in the second half of what follows `mark`, or behind the first line of
/// all where only the terminator would follow.
[[nodiscard]] bool insert_in_middle(std::string& out, std::size_t mark, std::string_view lines);

/// The lines of CAPA, each with its end, less those that the plan withholds and with those that it adds.
[[nodiscard]] std::string deviate_capabilities(std::string_view lines, const response_plan& plan);

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
