#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/rule.hpp"

namespace pop3kit::serving {

/// What selectors are compared with.
struct occasion {
  std::string_view keyword;  ///< upper case; empty while a connection is accepted
  std::string_view argument;
  std::string_view user;  ///< the user who is logged in, or whom USER named
  std::uint64_t connection = 0;
  wire::session_states state = wire::session_states::authorization;
  bool tls = false;
  bool pipelined = false;  ///< more input has arrived after the command
  net::duration time{};    ///< since the server began
  net::duration age{};     ///< since the connection was accepted
};

/// What rules have counted and marked in one scope. Empty until a rule needs it.
struct rule_memory {
  struct counters {
    std::uint32_t seen = 0;  ///< occasions that match all keys except nth, times and probability
    std::uint32_t fired = 0;
    std::uint32_t drawn = 0;  ///< random numbers
  };
  rule_memory() = default;
  std::map<std::uint64_t, counters> of;  ///< by the key of the rule
  std::set<std::string, std::less<>> marks;
};

/// Returns the selectors of rules or conditions, in their order.
template <class Rows>
[[nodiscard]] std::vector<const selector*> selectors_of(const Rows& rows) {
  std::vector<const selector*> out;
  out.reserve(rows.size());
  for (const auto& row : rows) out.push_back(&row.who);
  return out;
}

/// Decides which rules of an ordered list apply: the first that matches, and later ones if that rule lets them. Each
/// rule has its own stream of random numbers for each connection. Belongs to the service's executor.
class rule_engine {
 public:
  /// Each selector must exist until it is erased from the list.
  rule_engine(const std::vector<const selector*>& selectors, std::uint64_t seed);

  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  /// Adds a user with separate counts and marks. All other users share one memory, so that clients cannot fill the
  /// memory with invented names.
  void know(std::string_view user) { by_account_.try_emplace(std::string(user)); }

  /// Returns the key under which the rule at `index` counts and draws. The n-th rule at the start has key n - 1. No key
  /// is used twice, so that a new rule never changes the stream of another.
  [[nodiscard]] std::uint64_t key(std::size_t index) const { return rows_[index].key; }
  /// Inserts a rule before the one at `index`. Its counts begin at 0.
  void insert(std::size_t index, const selector& who);
  /// Removes a rule and its counts. Marks stay.
  void erase(std::size_t index);

  /// Returns the first rule from `from` on that applies, and spends one of its `times`. Counts the occasion for the
  /// `nth` of each rule that is asked and whose other keys match.
  [[nodiscard]] std::optional<std::size_t> match(const occasion& what, rule_memory& here, std::size_t from = 0);
  /// Counts the occasion for the rules from `from` on, which were not asked because an earlier rule decided. Call it
  /// once for each occasion, after the last match().
  void count_rest(const occasion& what, rule_memory& here, std::size_t from);

  /// Sets or removes a mark in the scope of the rule.
  void mark(std::size_t index, const occasion& what, rule_memory& here, const std::string& name);
  void unmark(std::size_t index, const occasion& what, rule_memory& here, std::string_view name);
  /// Returns the next number of the rule's stream on this connection.
  [[nodiscard]] std::uint64_t draw(std::size_t index, const occasion& what, rule_memory& here) const;

 private:
  [[nodiscard]] bool concerns(const selector& who, const occasion& what) const;
  [[nodiscard]] bool fits(std::size_t index, const occasion& what, rule_memory& here);
  [[nodiscard]] bool counted(std::size_t index, const occasion& what, rule_memory& here);
  [[nodiscard]] bool applies(std::size_t index, const occasion& what, rule_memory& here);
  [[nodiscard]] rule_memory& memory(counting_scope scope, const occasion& what, rule_memory& here);
  struct row {
    const selector* who;
    std::uint64_t key;
  };
  std::vector<row> rows_;
  std::uint64_t next_key_ = 0;
  std::uint64_t seed_;
  rule_memory everywhere_;
  rule_memory strangers_;
  std::map<std::string, rule_memory, std::less<>> by_account_;
  bool any_nth_ = false;
};

}  // namespace pop3kit::serving
