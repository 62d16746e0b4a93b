#pragma once

#include <string>

#include "response/response_plan.hpp"

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

}  // namespace pop3kit::serving
