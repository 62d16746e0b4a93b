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

/// What a selector is asked about.
struct occasion {
  std::string_view keyword;  ///< upper case; empty for the accepting of a connection
  std::string_view argument;
  std::string_view user;  ///< logged in, or named by USER
  std::uint64_t connection = 0;
  wire::session_states state = wire::session_states::authorization;
  bool tls = false;
  bool pipelined = false;  ///< more input has arrived behind the command
  net::duration time{};    ///< since the server began
  net::duration age{};     ///< since the connection came
};

/// What rules have counted and marked in one scope; empty until one needs it.
struct rule_memory {
  struct counters {
    std::uint32_t seen = 0;  ///< occasions that match all keys but nth, times and probability
    std::uint32_t fired = 0;
    std::uint32_t drawn = 0;  ///< lots
  };
  rule_memory() = default;
  std::map<std::uint64_t, counters> of;  ///< by the rule's key
  std::set<std::string, std::less<>> marks;
};

/// The selectors of rules or conditions, in their order.
template <class Rows>
[[nodiscard]] std::vector<const selector*> selectors_of(const Rows& rows) {
  std::vector<const selector*> out;
  out.reserve(rows.size());
  for (const auto& row : rows) out.push_back(&row.who);
  return out;
}

/// Decides which rules of an ordered list apply: the first that matches, and those after it if that one lets them.
/// Every draw comes from a stream of its own for each rule and connection. Belongs to the service's executor.
class rule_engine {
 public:
  /// The selectors must outlive their places in the list.
  rule_engine(const std::vector<const selector*>& selectors, std::uint64_t seed);

  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  /// Somebody for whom things can be counted and remembered. All others share one memory, so that nobody makes the
  /// server remember names that they made up.
  void know(std::string_view user) { by_account_.try_emplace(std::string(user)); }

  /// What the rule at `index` counts under and draws by: that of the n-th rule from the start is n - 1, and none is
  /// given twice, so that whoever comes later disturbs no stream that there is.
  [[nodiscard]] std::uint64_t key(std::size_t index) const { return rows_[index].key; }
  /// One more rule, ahead of the one at `index`; it has counted nothing.
  void insert(std::size_t index, const selector& who);
  /// One less, with what it has counted; marks stay.
  void erase(std::size_t index);

  /// The first rule from `from` on that applies, one of its `times` spent. Counts the occasion for the `nth` of each
  /// rule that is asked and whose other keys match.
  [[nodiscard]] std::optional<std::size_t> match(const occasion& what, rule_memory& here, std::size_t from = 0);
  /// Counts the occasion for the rules from `from` on, which are not asked because an earlier rule decided. Once for
  /// each occasion, after the last match().
  void count_rest(const occasion& what, rule_memory& here, std::size_t from);

  /// Makes or takes away a mark in the scope of the rule.
  void mark(std::size_t index, const occasion& what, rule_memory& here, const std::string& name);
  void unmark(std::size_t index, const occasion& what, rule_memory& here, std::string_view name);
  /// The next number of the rule's stream on this connection.
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
