#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/time/clock.hpp"
#include "scenario/command_pattern.hpp"
#include "scenario/ordinal_range.hpp"
#include "scenario/source_line.hpp"

/// What the client must do, as plain data.
namespace pop3kit::serving {

/// How often something may happen.
struct count_bounds {
  std::uint64_t at_least = 0;
  std::uint64_t at_most = UINT64_MAX;
};

/// What the bounds of a count hold for.
enum class count_scope : std::uint8_t { everything, each_connection, each_capture };

/// { command = "DELE $n", before = "RETR $n", never = true }
struct count_expectation {
  count_expectation() = default;
  command_pattern command;
  std::optional<std::string> user;
  std::optional<ordinal_range> connection;
  std::optional<command_pattern> before;  ///< only those that come while this has not yet come on their connection
  std::optional<command_pattern> after;   ///< only those that come once this has come on their connection
  count_scope scope = count_scope::everything;
  std::string capture;  ///< for each value of which, with "$"
  count_bounds bounds;
  source_line where;
};

/// order { "CAPA", "RETR $n", "DELE $n" }: these commands in this order on some connection, others between them.
struct order_expectation {
  order_expectation() = default;
  std::vector<command_pattern> commands;
  source_line where;
};

/// { idle_at_most = "2s" }: how long a client may leave a connection with nothing to do.
struct idle_expectation {
  idle_expectation() = default;
  net::duration at_most{};
  std::optional<ordinal_range> connection;
  source_line where;
};

using expectation = std::variant<count_expectation, order_expectation, idle_expectation>;

}  // namespace pop3kit::serving
