#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "maildrop/block_list.hpp"

namespace pop3kit::engine {

/// Message sizes by sequence number, as LIST gives them. Some may be unknown.
class size_list {
 public:
  /// Numbers must grow.
  void append(std::uint64_t number, std::optional<std::uint64_t> octets) {
    if (!octets) unknown_.push_back(number);
    entries_.push_back({number, octets.value_or(0)});
  }
  void clear() noexcept {
    entries_.clear();
    unknown_.clear();
  }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] std::uint64_t number(std::size_t place) const { return entries_[place].number; }
  [[nodiscard]] std::optional<std::uint64_t> octets(std::size_t place) const;
  /// Empty if the size is unknown, or the message is not listed.
  [[nodiscard]] std::optional<std::uint64_t> octets_of(std::uint64_t number) const;

 private:
  struct entry {
    std::uint64_t number;
    std::uint64_t octets;
  };
  block_list<entry> entries_;
  // Numbers whose size is unknown. Every value of `octets` is a size that a message may have.
  std::vector<std::uint64_t> unknown_;
};

}  // namespace pop3kit::engine
