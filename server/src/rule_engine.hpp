#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "description.hpp"

namespace pop3kit::serving {

/// The pseudo-verb of the moment before the first command. Only a selector that names it matches there.
inline constexpr std::string_view greeting_keyword = "GREETING";

/// What a selector is asked about.
struct occasion {
  std::string_view keyword;  ///< upper case; empty for the accepting of a connection
  std::string_view argument;
  std::string_view user;  ///< logged in, or named by USER
  std::uint64_t connection = 0;
  bool pipelined = false;  ///< more input has arrived behind the command
};

/// Decides which rule of an ordered list applies: the first that matches. One for the rules and one for the network
/// conditions of a service. Belongs to the service's executor.
class rule_engine {
 public:
  /// How often each rule's verb came up on one connection; empty until a rule needs it.
  using occurrences = std::vector<std::uint32_t>;

  /// The selectors must outlive the engine.
  explicit rule_engine(std::vector<const selector*> selectors);

  [[nodiscard]] bool empty() const noexcept { return selectors_.empty(); }
  /// Counts the occasion, whoever wins, and spends one of the winner's `times`.
  [[nodiscard]] std::optional<std::size_t> match(const occasion& what, occurrences& counted);

 private:
  [[nodiscard]] bool applies(std::size_t index, const occasion& what, const occurrences& counted) const;
  void count(const occasion& what, occurrences& counted) const;

  std::vector<const selector*> selectors_;
  std::vector<std::uint64_t> fired_;
  bool any_nth_ = false;
};

}  // namespace pop3kit::serving
