#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "expectation/watch.hpp"
#include "scenario/expectation.hpp"

namespace pop3kit::serving {

/// Follows how far each connection has come in an order. A step that captures a word may match this command or a later
/// one, so several ways through the order are followed at once: at most `most_ways` per connection. The oldest are
/// dropped.
class order_watch final : public watch {
 public:
  static constexpr std::size_t most_ways = 4096;

  /// The expectation must outlive the watch.
  explicit order_watch(const order_expectation& wanted) : wanted_(wanted) {}

  void happened(const occurrence& what) override;
  /// A later connection can still meet the expectation.
  [[nodiscard]] bool failed() const noexcept override { return false; }
  [[nodiscard]] expectation_state state() const override;
  [[nodiscard]] const source_line& where() const override { return wanted_.where; }
  [[nodiscard]] std::string wanted() const override;
  [[nodiscard]] std::string found() const override;

 private:
  /// A way through the order: the number of steps that have matched, and the captured words.
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
  std::vector<std::string> instead_;  ///< commands of that connection after the best way
  bool met_ = false;
};

}  // namespace pop3kit::serving
