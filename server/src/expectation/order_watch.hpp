#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "expectation/watch.hpp"
#include "scenario/expectation.hpp"

namespace pop3kit::serving {

/// Follows how far each connection has come in an order. A step that captures may be taken or left to a later command,
/// so several ways into the order are followed at once, at most `most_ways` on a connection; the oldest are dropped.
class order_watch final : public watch {
 public:
  static constexpr std::size_t most_ways = 4096;

  /// The expectation must outlive the watch.
  explicit order_watch(const order_expectation& wanted) : wanted_(wanted) {}

  void happened(const occurrence& what) override;
  /// Another connection may always do it yet.
  [[nodiscard]] bool failed() const noexcept override { return false; }
  [[nodiscard]] expectation_state state() const override;
  [[nodiscard]] const source_line& where() const override { return wanted_.where; }
  [[nodiscard]] std::string wanted() const override;
  [[nodiscard]] std::string found() const override;

 private:
  /// A way into the order: so many steps done, with these words captured.
  struct way {
    std::size_t steps = 0;
    bindings captured;
    friend bool operator==(const way&, const way&) = default;
  };
  using ways = std::vector<way>;

  void advance(ways& of, const occurrence& what);
  void consider(const way& one, std::uint64_t connection);

  const order_expectation& wanted_;
  std::unordered_map<std::uint64_t, ways> connections_;
  way best_;
  std::uint64_t best_connection_ = 0;
  std::vector<std::string> instead_;  ///< what came on that connection behind the best
  bool met_ = false;
};

}  // namespace pop3kit::serving
