#include "rules/tls_conditions.hpp"

#include <utility>

namespace pop3kit::serving {

tls_conditions::tls_conditions(const std::vector<tls_condition>& rows, std::uint64_t seed, identity certificates)
    : rows_(rows), engine_(selectors_of(rows), seed), identity_(std::move(certificates)) {}

const tls_condition* tls_conditions::condition_for(std::uint64_t connection) {
  rule_memory counted;
  occasion now;
  now.connection = connection;
  const std::optional<std::size_t> index = engine_.match(now, counted);
  return index ? &rows_[*index] : nullptr;
}

std::shared_ptr<net::tls_context> tls_conditions::context(const tls_condition* condition) const {
  if (condition == nullptr) return identity_.tls;
  const auto index = static_cast<std::size_t>(condition - rows_.data());
  return index < identity_.conditioned.size() ? identity_.conditioned[index] : identity_.tls;
}

}  // namespace pop3kit::serving
