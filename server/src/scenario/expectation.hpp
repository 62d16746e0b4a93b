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

/// To what the bounds of a count apply.
enum class count_scope : std::uint8_t { everything, each_connection, each_capture };

/// { command = "DELE $n", before = "RETR $n", never = true }
struct count_expectation {
  count_expectation() = default;
  command_pattern command;
  std::optional<std::string> user;
  std::optional<ordinal_range> connection;
  std::optional<command_pattern> before;  ///< counts only commands before the first match of this on their connection
  std::optional<command_pattern> after;   ///< counts only commands after the first match of this on their connection
  count_scope scope = count_scope::everything;
  std::string capture;  ///< with each_capture: the captured word, with "$", for each value of which the bounds apply
  count_bounds bounds;
  source_line where;
};

/// order { "CAPA", "RETR $n", "DELE $n" }: some connection sends these commands in this order; others may come between.
struct order_expectation {
  order_expectation() = default;
  std::vector<command_pattern> commands;
  source_line where;
};

/// { idle_at_most = "2s" }: how long a client may leave a connection idle.
struct idle_expectation {
  idle_expectation() = default;
  net::duration at_most{};
  std::optional<ordinal_range> connection;
  source_line where;
};

using expectation = std::variant<count_expectation, order_expectation, idle_expectation>;

}  // namespace pop3kit::serving
