#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// Maps unique-ids to values.
///
/// It is a sorted table, because the server chooses the ids, and a hash table would take quadratic time for ids whose
/// hashes collide. Sorting n ids takes O(n log n) comparisons, and finding one O(log n).
///
/// Holds views of the ids, which must outlive it. `Less` compares two ids; tests count its calls.
template <class Less = std::less<>>
class id_table {
 public:
  id_table() = default;
  explicit id_table(Less less) : less_(std::move(less)) {}

  void reserve(std::size_t ids) { entries_.reserve(ids); }
  /// Adds an id. Call sort() before find().
  void add(std::string_view id, std::uint64_t value) { entries_.push_back({id, value}); }
  void sort() {
    std::ranges::sort(entries_, less_, &entry::id);
    const auto same = [this](const entry& left, const entry& right) { return !less_(left.id, right.id); };
    all_differ_ = std::ranges::adjacent_find(entries_, same) == entries_.end();
  }

  /// Returns the value of an id. Errors: errc::no_such_message; errc::ambiguous_unique_id if the id was added more than
  /// once.
  [[nodiscard]] outcome<std::uint64_t> find(std::string_view id) const {
    const auto first = std::ranges::lower_bound(entries_, id, less_, &entry::id);
    if (first == entries_.end() || less_(id, first->id)) return errc::no_such_message;
    const auto next = first + 1;
    if (next != entries_.end() && !less_(id, next->id)) return errc::ambiguous_unique_id;
    return first->value;
  }
  /// Returns true if no id was added more than once.
  [[nodiscard]] bool all_differ() const noexcept { return all_differ_; }

 private:
  struct entry {
    std::string_view id;
    std::uint64_t value = 0;
  };
  std::vector<entry> entries_;
  Less less_;
  bool all_differ_ = true;
};

}  // namespace pop3kit::engine
