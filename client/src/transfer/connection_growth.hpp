#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "transfer/follower_pool.hpp"
#include "transfer/growth_rule.hpp"
#include "transfer/leading_session.hpp"
#include "transfer/shared_work.hpp"

namespace pop3kit::engine {

/// How an operation over many messages is held.
struct run_terms {
  std::size_t connections = 1;  ///< at most, the leader's included
  bool automatic = false;       ///< as many of them as pay off
};

/// Starts and retires followers, and sets the share of each connection: how many messages it may have in flight. If the
/// number of connections is automatic, it does so after each message, as growth_rule advises.
class connection_growth {
 public:
  /// What it is made with must outlive it.
  connection_growth(const leading_session& leader, follower_pool& followers, shared_work& work)
      : leader_(leader), followers_(followers), work_(work) {}
  connection_growth(const connection_growth&) = delete;
  connection_growth& operator=(const connection_growth&) = delete;
  ~connection_growth() = default;

  void begin(const run_terms& terms);
  /// Nothing is started or retired any more.
  void end();

 private:
  void adapt();
  [[nodiscard]] std::size_t share_at(double messages_per_second) const;

  const leading_session& leader_;
  follower_pool& followers_;
  shared_work& work_;
  std::optional<growth_rule> rule_;
  std::size_t asked_for_ = 1;  // connections
  std::uint64_t missed_ = 0;   // references that were reported before the work began
};

}  // namespace pop3kit::engine
