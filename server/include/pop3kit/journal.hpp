#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace pop3kit {

enum class journal_kind { connect, tls, command, reply, body, rule, hook_error, disconnect };

/// One thing that happened at the server. Secrets never stand in it.
struct journal_entry {
  journal_entry() = default;
  std::chrono::nanoseconds at{};  ///< since start()
  std::uint64_t connection = 0;   ///< every accepted connection counts, from 1
  journal_kind kind = journal_kind::connect;
  std::string user;          ///< once logged in
  std::string text;          ///< command or status line, rule, reason of a disconnect
  std::uint64_t octets = 0;  ///< body octets on the wire
};

[[nodiscard]] std::string to_json(const journal_entry& entry);

}  // namespace pop3kit
