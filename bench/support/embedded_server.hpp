#pragma once

#include <cstddef>
#include <string>

#include "support/server_process.hpp"

namespace bench {

/// pop3kit's own server, in a process of its own. `scenario` is Lua; `journal_entries` bounds what it remembers.
[[nodiscard]] server_process start_embedded_server(const std::string& scenario,
                                                   std::size_t journal_entries = 1'000'000);

}  // namespace bench
