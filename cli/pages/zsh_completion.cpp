#include <string_view>

#include "pages/completions.hpp"

namespace pop3kit::command {
namespace {

/// Within single quotes, with a backslash before each character that separates parts of a specification.
std::string zsh_quoted(std::string_view text, std::string_view separators) {
  std::string out;
  for (const char each : text) {
    if (each == '\'') {
      out += "'\\''";
      continue;
    }
    if (separators.find(each) != std::string_view::npos) out += '\\';
    out += each;
  }
  return out;
}

std::string action_of(const option_entry& option) {
  switch (option.kind) {
    case completion_kind::files:
      return "_files";
    case completion_kind::folders:
      return "_files -/";
    case completion_kind::words:
      return "(" + zsh_quoted(joined(option.words, " "), ":") + ")";
    case completion_kind::none:
      break;
  }
  return " ";
}

/// The specification of each name of an option. Each excludes the other names, and options that must not be beside it.
std::string specifications(const option_entry& option) {
  std::string excluded;
  for (const std::string& name : option.names) excluded.append(excluded.empty() ? "" : " ").append(name);
  for (const std::string& name : option.excludes) excluded.append(" ").append(name);
  std::string out;
  for (const std::string& name : option.names) {
    out.append("        '(").append(excluded).append(")").append(name);
    out.append("[").append(zsh_quoted(option.text, "[]\\")).append("]");
    if (!option.value.empty()) out += ":" + zsh_quoted(option.value, ":\\") + ":" + action_of(option);
    out += "' \\\n";
  }
  return out;
}

std::string zsh_case(const verb_entry& verb) {
  std::string out = "    " + verb.name + ")\n      _arguments \\\n";
  for (const option_entry& option : verb.options) out += specifications(option);
  for (const option_entry& argument : verb.arguments) {
    std::string_view place;
    if (argument.repeated) {
      place = "*";
    } else if (!argument.required) {
      place = ":";
    }
    out += "        '" + std::string(place) + ":" + zsh_quoted(argument.names.front(), ":\\") + ":" +
           action_of(argument) + "' \\\n";
  }
  return out + "        && ret=0\n      ;;\n";
}

}  // namespace

std::string zsh_completion(const command_table& table) {
  const std::string function = "_" + table.name;
  std::string out = "#compdef " + table.name + "\n# Completion of " + table.name +
                    " for zsh. Made from the options of the command by the build.\n\n" + function +
                    "() {\n  local curcontext=\"$curcontext\" state line ret=1\n  local -a verbs\n  verbs=(\n";
  for (const verb_entry& verb : table.verbs) out += "    '" + verb.name + ":" + zsh_quoted(verb.about, ":\\") + "'\n";
  out += "  )\n  _arguments -C \\\n";
  for (const option_entry& option : table.options) out += specifications(option);
  out +=
      "        '1:command:->verb' \\\n        '*::argument:->rest' && return\n  if [[ $state == verb ]]; then\n"
      "    _describe -t commands command verbs\n    return\n  fi\n  case $words[1] in\n";
  for (const verb_entry& verb : table.verbs) out += zsh_case(verb);
  return out + "  esac\n  return ret\n}\n\n" + function + " \"$@\"\n";
}

}  // namespace pop3kit::command
