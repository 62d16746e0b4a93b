#include "scenario_note.hpp"

#include <fstream>
#include <pop3kit/errc.hpp>
#include <string_view>

namespace pop3kit::scenarios {
namespace {

constexpr std::string_view comment = "-- ";
constexpr std::string_view concerned = " For whoever ";
constexpr std::string_view refusal = "refused with ";
constexpr int beyond_every_code = 1000;

/// The whole text of a paragraph that begins with `label`, and whether the line is its beginning.
bool begins(std::string_view line, std::string_view label, std::string& paragraph) {
  if (!line.starts_with(label)) return false;
  paragraph = line.substr(label.size());
  return true;
}

boost::system::error_code code_named_in(std::string_view decision) {
  if (!decision.starts_with(refusal)) return {};
  decision.remove_prefix(refusal.size());
  const std::string_view name = decision.substr(0, decision.find_first_of(",; "));
  for (int value = 1; value < beyond_every_code; ++value) {
    const auto code = static_cast<errc>(value);
    if (to_string(code) == name && !name.empty()) return code;
  }
  return {};
}

}  // namespace

scenario_note read_scenario_note(const std::filesystem::path& file) {
  scenario_note note;
  std::string* paragraph = &note.what;
  std::ifstream in(file);
  for (std::string held; std::getline(in, held) && held.starts_with(comment);) {
    const std::string_view line = std::string_view(held).substr(comment.size());
    if (begins(line, "Seen: ", note.seen)) {
      paragraph = &note.seen;
    } else if (begins(line, "pop3kit: ", note.decision)) {
      paragraph = &note.decision;
    } else {
      if (!paragraph->empty()) paragraph->push_back(' ');
      paragraph->append(line);
    }
  }
  note.what = note.what.substr(0, note.what.find(concerned));
  note.code = code_named_in(note.decision);
  return note;
}

}  // namespace pop3kit::scenarios
