#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::interop::parsing {

/// Values of a message by name, each in one canonical text: subject, from, to, date, message-id, text, html,
/// attachments. Empty if the message has no such value.
using parsed_values = std::map<std::string, std::string>;

/// A message that a program wrote, and what it says.
struct generated_message {
  std::string octets;
  /// What is unusual about it: the names that explanations refer to.
  std::set<std::string> features;
  /// The values that went into it.
  parsed_values written;
};

/// The same seed gives the same message.
[[nodiscard]] generated_message generate_message(std::uint64_t seed);

/// Choices that depend on the seed alone, on every platform.
class dice {
 public:
  explicit dice(std::uint64_t seed) noexcept : state_(seed) {}
  /// A number below `sides`.
  std::size_t below(std::size_t sides) noexcept;
  bool chance(std::size_t percent) noexcept { return below(100) < percent; }
  template <class List>
  const auto& pick(const List& list) noexcept {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

/// What the writers of the parts of a message share.
struct writing {
  explicit writing(std::uint64_t seed) : random(seed) {}
  /// Notes a feature with the given chance in percent; returns whether the message has it.
  bool choose(std::string_view feature, std::size_t percent) {
    if (!random.chance(percent)) return false;
    message.features.emplace(feature);
    return true;
  }
  dice random;
  generated_message message;
};

/// A leaf of the message as it was written.
struct written_leaf {
  std::string type;
  std::string name;
  std::string content;  ///< octets
  std::string text;     ///< UTF-8 with LF, if it is text
  bool attachment = false;
};

}  // namespace pop3kit::interop::parsing
