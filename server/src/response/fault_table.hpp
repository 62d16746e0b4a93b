#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "response/response_plan.hpp"

namespace pop3kit::serving {

/// The seeds of faults that use random octets.
struct fault_seeds {
  std::uint64_t connection = 0;  ///< the same for all responses on the connection
  std::uint64_t response = 0;    ///< different for each response
};

/// A named protocol fault: one row of the table that the scenario checker, the sessions and the reference share.
struct fault_info {
  std::string_view name;
  std::string_view meaning;  ///< one sentence for the reference
  deviation effect;          ///< the deviation that shows that the fault has happened
  void (*apply)(response_plan& plan, const fault_seeds& seeds);
};

[[nodiscard]] std::span<const fault_info> fault_table() noexcept;
/// Returns the names in the order of the table: the values of `fault =`.
[[nodiscard]] std::span<const std::string_view> fault_names() noexcept;
/// Returns null if there is no fault of this name.
[[nodiscard]] const fault_info* find_fault(std::string_view name) noexcept;

}  // namespace pop3kit::serving
