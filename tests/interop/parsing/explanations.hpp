#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generated_message.hpp"

namespace pop3kit::interop::parsing {

/// One value, or one line of a value with a line for each address or attachment, that pop3kit and another parser read
/// differently.
struct difference {
  const generated_message* message;
  std::string parser;
  std::string value;
  std::string ours;
  std::string theirs;
};

/// A kind of difference that is understood.
struct explanation {
  std::string_view parser;
  std::vector<std::string_view> values;  ///< the names of the values that it concerns
  std::string_view feature;              ///< the message has it
  std::string_view clause;               ///< what decides
  std::string_view right;                ///< who follows the clause
  std::string_view why;
  bool (*applies)(const difference& found);  ///< what the other parser makes of it
};

[[nodiscard]] const std::vector<explanation>& explanations();

[[nodiscard]] bool explains(const explanation& known, const difference& found);

/// The differences between what pop3kit and `parser` read.
[[nodiscard]] std::vector<difference> differences(const generated_message& message, const std::string& parser,
                                                  const parsed_values& ours, const parsed_values& theirs);

/// The table of docs/reference/messages.md.
[[nodiscard]] std::string table_of_explanations();

}  // namespace pop3kit::interop::parsing
