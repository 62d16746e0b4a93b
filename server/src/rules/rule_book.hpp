#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "rules/rule_engine.hpp"
#include "scenario/rule.hpp"

namespace pop3kit::serving {

/// The most rules that clients can add to a running server.
inline constexpr std::size_t most_rules = 10'000;

/// What happened to a rule of a running scenario.
enum class rule_change : std::uint8_t { added, replaced, removed };

/// The rules of a running scenario: those of its file, and later changes. Each keeps its number, from 1 in the order in
/// which they were added. Belongs to the executor of the run.
class rule_book {
 public:
  struct entry {
    std::uint64_t number = 0;
    std::shared_ptr<const rule> what;
  };
  /// Called after a rule was added or replaced, with the new rule, and before a rule is removed.
  using change_handler = std::function<void(rule_change change, const entry& which)>;

  /// `on_change` is not called for the rules in `first`.
  rule_book(const std::vector<rule>& first, std::uint64_t seed, change_handler on_change);

  [[nodiscard]] rule_engine& engine() noexcept { return engine_; }
  /// Returns a rule by the engine's index. The reference is valid until the rule is removed.
  [[nodiscard]] const rule& at(std::size_t index) const { return *entries_[index].what; }
  [[nodiscard]] std::uint64_t number(std::size_t index) const { return entries_[index].number; }
  /// Returns all rules in the order in which they are asked.
  [[nodiscard]] const std::vector<entry>& entries() const noexcept { return entries_; }
  /// Returns true if any rule, present or past, can change the network of a connection. Connections that were accepted
  /// before the first such rule keep their plain stream.
  [[nodiscard]] bool changes_links() const noexcept { return changes_links_; }

  /// Adds rules before the first one or after the last one, and returns their numbers.
  std::vector<std::uint64_t> add(std::vector<rule> more, bool in_front);
  /// Puts another rule in the place of one, under the same number. It has counted nothing. Returns false if there is no
  /// such rule.
  bool replace(std::uint64_t number, rule other);
  /// Removes one rule, or all, and returns how many there were.
  std::size_t remove(std::optional<std::uint64_t> number);

 private:
  std::uint64_t insert(std::size_t index, rule added);

  std::vector<entry> entries_;
  std::uint64_t last_number_ = 0;
  rule_engine engine_;
  bool changes_links_ = false;
  change_handler on_change_;
};

}  // namespace pop3kit::serving
