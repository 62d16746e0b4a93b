#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "expectation/watch.hpp"
#include "scenario/expectation.hpp"

namespace pop3kit::serving {

/// Counts the occurrences that a count expectation refers to, in total or by group. Keeps at most `most_remembered`
/// different values of captures, per connection if they belong to one. If there are more, the expectation fails,
/// because the counts would no longer be certain.
class count_watch final : public watch {
 public:
  static constexpr std::size_t most_remembered = 65'536;

  /// The expectation must outlive the watch.
  explicit count_watch(const count_expectation& wanted);

  void happened(const occurrence& what) override;
  [[nodiscard]] bool failed() const noexcept override { return failed_; }
  [[nodiscard]] expectation_state state() const override;
  [[nodiscard]] const source_line& where() const override { return wanted_.where; }
  [[nodiscard]] std::string wanted() const override;
  [[nodiscard]] std::string found() const override;

 private:
  [[nodiscard]] bool in_its_time(const occurrence& what, const bindings& captured) const;
  void remember(const occurrence& what);
  void count(const occurrence& what, const bindings& captured);
  void note_near_miss(const occurrence& what);
  void open_group(std::uint64_t connection);
  void close_groups(std::uint64_t connection);
  void fail(std::string why);
  [[nodiscard]] std::string group_name(const std::string& group) const;
  [[nodiscard]] std::vector<std::string> short_groups() const;

  const count_expectation& wanted_;
  std::map<std::string, std::uint64_t, std::less<>> groups_;              ///< by connection or by captured word
  std::unordered_map<std::uint64_t, std::set<std::string>> came_before_;  ///< values captured by `before` or `after`
  std::vector<std::string> near_misses_;
  std::vector<std::string> failures_;
  bool any_group_ = false;
  bool failed_ = false;
};

}  // namespace pop3kit::serving
