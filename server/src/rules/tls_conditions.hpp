#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "rules/rule_engine.hpp"
#include "scenario/conditions.hpp"
#include "tls/identity.hpp"

namespace pop3kit::serving {

/// Selects the TLS context of each connection. Belongs to the executor of the run.
class tls_conditions {
 public:
  /// `rows` are the scenario's conditions, and must outlive this object. `certificates` has a context for each of them.
  tls_conditions(const std::vector<tls_condition>& rows, std::uint64_t seed, identity certificates);

  /// Returns true if the server offers TLS.
  [[nodiscard]] bool any() const noexcept { return identity_.tls != nullptr; }
  /// Returns the condition that applies to a connection; null if there is none. Each call spends one of its `times`.
  [[nodiscard]] const tls_condition* condition_for(std::uint64_t connection);
  /// Returns the context of a condition, or the sound one for null.
  [[nodiscard]] std::shared_ptr<net::tls_context> context(const tls_condition* condition) const;

 private:
  const std::vector<tls_condition>& rows_;
  rule_engine engine_;
  identity identity_;
};

}  // namespace pop3kit::serving
