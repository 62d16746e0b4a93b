#pragma once

#include <string>

#include "pages/command_table.hpp"

namespace pop3kit::command {

/// The manual page of the whole command, in mdoc. `day` is the day on the page, such as "December 1, 2026".
[[nodiscard]] std::string manual_page(const command_table& table, const std::string& day);

/// The manual page of one of the table's verbs, in mdoc.
[[nodiscard]] std::string manual_page(const command_table& table, const verb_entry& verb, const std::string& day);

}  // namespace pop3kit::command
