#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "expectation/watch.hpp"
#include "scenario/expectation.hpp"

namespace pop3kit::serving {

/// Measures how long clients leave their connections idle.
class idle_watch final : public watch {
 public:
  /// The expectation must outlive the watch.
  explicit idle_watch(const idle_expectation& wanted) : wanted_(wanted) {}

  void happened(const occurrence& what) override { waiting_.erase(what.connection); }
  [[nodiscard]] net::time_point waits(std::uint64_t connection, net::time_point since) override;
  [[nodiscard]] net::time_point now(net::time_point moment) override;

  [[nodiscard]] bool failed() const noexcept override { return !idlers_.empty(); }
  [[nodiscard]] expectation_state state() const override;
  [[nodiscard]] const source_line& where() const override { return wanted_.where; }
  [[nodiscard]] std::string wanted() const override;
  [[nodiscard]] std::string found() const override;

 private:
  const idle_expectation& wanted_;
  std::unordered_map<std::uint64_t, net::time_point> waiting_;  ///< the start of the wait, by connection
  std::vector<std::uint64_t> idlers_;                           ///< some connections that waited too long
};

}  // namespace pop3kit::serving
