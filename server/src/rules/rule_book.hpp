#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "rules/rule_engine.hpp"
#include "scenario/description.hpp"

namespace pop3kit::serving {

/// The rules of a running scenario: those of its file, and what was changed of them since. Each has a number that it
/// keeps, from 1 in the order in which they came. Belongs to the service's executor.
class rule_book {
 public:
  struct entry {
    std::uint64_t number = 0;
    std::shared_ptr<const rule> what;
  };

  rule_book(const std::vector<rule>& first, std::uint64_t seed);

  [[nodiscard]] rule_engine& engine() noexcept { return engine_; }
  /// By the engine's indices. Good until the rule is taken away.
  [[nodiscard]] const rule& at(std::size_t index) const { return *entries_[index].what; }
  [[nodiscard]] std::uint64_t number(std::size_t index) const { return entries_[index].number; }
  /// In the order in which they are asked.
  [[nodiscard]] const std::vector<entry>& entries() const noexcept { return entries_; }
  [[nodiscard]] std::optional<std::size_t> find(std::uint64_t number) const;

  /// One more, ahead of the one at `index`; its number.
  std::uint64_t insert(std::size_t index, rule added);
  /// Another one in its place and under its number. It has counted nothing.
  void replace(std::size_t index, rule other);
  void erase(std::size_t index);

 private:
  std::vector<entry> entries_;
  std::uint64_t last_number_ = 0;
  rule_engine engine_;
};

}  // namespace pop3kit::serving
