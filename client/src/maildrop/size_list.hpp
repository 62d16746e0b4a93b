#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "maildrop/block_list.hpp"
#include "maildrop/number_list.hpp"

namespace pop3kit::engine {

/// A list of message sizes by sequence number, as LIST reports them. Sizes may be unknown.
class size_list {
 public:
  /// Appends a size. Its number must be larger than the previous one.
  void append(std::uint64_t number, std::optional<std::uint64_t> octets) {
    if (!octets) unknown_.push_back(number);
    numbers_.append(number);
    octets_.push_back(octets.value_or(0));
  }
  [[nodiscard]] std::size_t size() const noexcept { return octets_.size(); }
  [[nodiscard]] const number_list& numbers() const noexcept { return numbers_; }
  [[nodiscard]] std::optional<std::uint64_t> octets(std::size_t position) const;
  /// Returns the size of the message with this number. Empty if it is unknown, or if the message is not listed.
  [[nodiscard]] std::optional<std::uint64_t> octets_of(std::uint64_t number) const;

 private:
  number_list numbers_;
  block_list<std::uint64_t> octets_;
  // Numbers whose size is unknown. Every value of `octets_` is a possible size, so none can stand for "unknown".
  std::vector<std::uint64_t> unknown_;
};

}  // namespace pop3kit::engine
