#pragma once

#include <cstddef>
#include <string>

#include "support/server_process.hpp"

namespace bench {

/// Starts pop3kit's server in its own process. `scenario` is Lua; `journal_entries` bounds the journal.
[[nodiscard]] server_process start_embedded_server(const std::string& scenario,
                                                   std::size_t journal_entries = 1'000'000);

}  // namespace bench
