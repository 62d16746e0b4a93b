#include <string_view>

#include "pages/completions.hpp"

namespace pop3kit::command {
namespace {

std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char each : text) {
    if (each == '\'' || each == '\\') out += '\\';
    out += each;
  }
  return out + "'";
}

std::string value_of(const option_entry& option) {
  if (option.value.empty()) return {};
  switch (option.kind) {
    case completion_kind::files:
      return " -r -F";
    case completion_kind::folders:
      return " -x -a '(__fish_complete_directories)'";
    case completion_kind::words:
      return " -x -a " + fish_quoted(joined(option.words, " "));
    case completion_kind::none:
      break;
  }
  return " -x";
}

std::string option_line(const std::string& start, const option_entry& option) {
  std::string out = start;
  for (const std::string& name : option.names) {
    out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  return out + value_of(option) + " -d " + fish_quoted(option.text) + "\n";
}

}  // namespace

std::string fish_completion(const command_table& table) {
  const std::string start = "complete -c " + table.name;
  std::string out = "# Completion of " + table.name +
                    " for fish. Made from the options of the command by the build.\n" + start + " -f\n";
  for (const option_entry& option : table.options) out += option_line(start + " -n __fish_use_subcommand", option);
  for (const verb_entry& verb : table.verbs) {
    out += start + " -n __fish_use_subcommand -a " + verb.name + " -d " + fish_quoted(verb.about) + "\n";
  }
  for (const verb_entry& verb : table.verbs) {
    const std::string of_verb = start + " -n '__fish_seen_subcommand_from " + verb.name + "'";
    for (const option_entry& option : verb.options) out += option_line(of_verb, option);
    for (const option_entry& argument : verb.arguments) {
      if (argument.kind == completion_kind::files) out += of_verb + " -F\n";
    }
  }
  return out;
}

}  // namespace pop3kit::command
