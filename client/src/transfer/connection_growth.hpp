#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "transfer/follower_pool.hpp"
#include "transfer/growth_rule.hpp"
#include "transfer/leading_session.hpp"
#include "transfer/run_terms.hpp"
#include "transfer/shared_work.hpp"

namespace pop3kit::engine {

/// Starts and retires followers, and sets the share of each connection, which is the number of messages that it may
/// have in flight. If the number of connections is automatic, it does so after each message, following growth_rule.
class connection_growth {
 public:
  /// The referenced objects must outlive this one.
  connection_growth(const leading_session& leader, follower_pool& followers, shared_work& work)
      : leader_(leader), followers_(followers), work_(work) {}
  connection_growth(const connection_growth&) = delete;
  connection_growth& operator=(const connection_growth&) = delete;
  ~connection_growth() = default;

  void begin(const run_terms& terms);
  /// Stops starting and retiring followers.
  void end();

 private:
  void adapt();
  [[nodiscard]] std::size_t share_at(double messages_per_second) const;

  const leading_session& leader_;
  follower_pool& followers_;
  shared_work& work_;
  std::optional<growth_rule> rule_;
  std::size_t asked_for_ = 1;  // connections
  std::uint64_t missed_ = 0;   // number of references that were reported before the work began
};

}  // namespace pop3kit::engine
