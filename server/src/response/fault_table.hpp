#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "response/response_plan.hpp"

namespace pop3kit::serving {

/// Where faults take their random octets from.
struct fault_seeds {
  std::uint64_t connection = 0;  ///< the same for every response on the connection
  std::uint64_t response = 0;    ///< another one for each response
};

/// A named protocol fault: one row of the table that the scenario checker, the sessions and the reference share.
struct fault_info {
  std::string_view name;
  std::string_view meaning;  ///< one sentence for the reference
  deviation effect;          ///< what has happened if the fault has
  void (*apply)(response_plan& plan, const fault_seeds& seeds);
};

[[nodiscard]] std::span<const fault_info> fault_table() noexcept;
/// The names alone, in the table's order: what a scenario may say behind `fault =`.
[[nodiscard]] std::span<const std::string_view> fault_names() noexcept;
/// Null where there is no such fault.
[[nodiscard]] const fault_info* find_fault(std::string_view name) noexcept;

}  // namespace pop3kit::serving
