#pragma once

#include <cstdint>
#include <vector>

#include "rules/rule_engine.hpp"
#include "scenario/conditions.hpp"

namespace pop3kit::serving {

/// Finds the network conditions that apply to a connection. Belongs to the executor of the run.
class network_conditions {
 public:
  /// `rows` are the scenario's conditions, and must outlive this object. `stream` separates the random numbers of this
  /// engine from those of other engines with the same seed.
  network_conditions(const std::vector<network_condition>& rows, std::uint64_t seed, std::uint64_t stream);

  /// Returns the conditions that apply to a connection, combined in their order. `age` is the time since the server
  /// began.
  [[nodiscard]] network_condition of(std::uint64_t connection, bool implicit_tls, net::duration age);

 private:
  const std::vector<network_condition>& rows_;
  rule_engine engine_;
  std::uint64_t seed_;
};

/// Returns true if a connection with this condition needs a link that can fail.
[[nodiscard]] bool needs_link(const network_condition& combined);

}  // namespace pop3kit::serving
