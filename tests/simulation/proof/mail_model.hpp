#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <pop3kit/simulation.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::proof {

using id_set = std::set<std::string, std::less<>>;

/// What must be true of the maildrop: which messages there are and ever were, which of them may go, and what was found
/// to be wrong. The first finding is kept; later ones may follow from it.
class mail_model {
 public:
  void find(std::string what);
  [[nodiscard]] const std::optional<std::string>& finding() const noexcept { return finding_; }

  /// The unique-ids in the maildrop's order, as the next login will see them.
  [[nodiscard]] const std::vector<std::string>& ids() const noexcept { return ids_; }
  [[nodiscard]] id_set all() const { return {ids_.begin(), ids_.end()}; }
  /// Null for an id that never was.
  [[nodiscard]] const std::string* octets_of(std::string_view id) const;
  [[nodiscard]] std::size_t messages_ever() const noexcept { return ever_.size(); }
  [[nodiscard]] std::uint64_t octets_ever() const noexcept { return octets_; }

  /// Compares with what the maildrop holds now: nothing may be gone but what may_go() has named.
  void observe(const std::vector<stored_message>& now);
  /// The world itself has changed the maildrop.
  void replace(const std::vector<stored_message>& now);
  void may_go(id_set ids) { may_go_ = std::move(ids); }
  /// What has gone since begin_commit().
  [[nodiscard]] const id_set& gone() const noexcept { return gone_; }
  void begin_commit() { gone_.clear(); }

  /// A step begins: from here on a number may mean what it means now, and after each change what it means then.
  void begin_step() { views_.assign(1, ids_); }
  /// Whatever this number has meant in the step.
  [[nodiscard]] std::vector<std::string> ids_at(std::uint64_t number) const;

 private:
  std::map<std::string, std::string, std::less<>> ever_;
  std::uint64_t octets_ = 0;
  std::vector<std::string> ids_;
  std::vector<std::vector<std::string>> views_;
  id_set may_go_;
  id_set gone_;
  std::optional<std::string> finding_;
};

}  // namespace pop3kit::proof
