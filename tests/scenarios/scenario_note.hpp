#pragma once

#include <boost/system/error_code.hpp>
#include <filesystem>
#include <string>

namespace pop3kit::scenarios {

/// What the comment at the head of a quirk's or an attack's scenario tells: first what the server does and whom that
/// concerns, then, each from a line of its own, "Seen:" where, and "pop3kit:" what the client does, which begins with
/// "tolerated" or with "refused with" and the name of an error.
struct scenario_note {
  scenario_note() = default;
  std::string what;  ///< without the sentence "For whoever ..."
  std::string seen;  ///< empty for what only an attacker does
  std::string decision;
  boost::system::error_code code;  ///< that the decision names
};

/// Paragraphs that are missing are empty.
[[nodiscard]] scenario_note read_scenario_note(const std::filesystem::path& file);

}  // namespace pop3kit::scenarios
