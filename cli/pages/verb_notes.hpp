#pragma once

#include <string_view>
#include <vector>

namespace pop3kit::command {

struct verb_example {
  std::string_view text;  ///< a sentence about the command line
  std::string_view line;
};

/// What the manual page of a verb says beyond the table of its options.
struct verb_notes {
  std::vector<std::string_view> paragraphs;
  std::vector<verb_example> examples;
};

/// Returns the notes of a verb. They are empty if its options say everything.
[[nodiscard]] verb_notes notes_of(std::string_view verb);

}  // namespace pop3kit::command
