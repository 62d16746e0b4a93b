#include <string_view>

#include "pages/completions.hpp"

namespace pop3kit::command {
namespace {

std::string names_of(const std::vector<option_entry>& options) {
  std::string out;
  for (const option_entry& option : options) out += (out.empty() ? "" : " ") + joined(option.names, " ");
  return out;
}

std::string_view way_of(completion_kind kind) {
  switch (kind) {
    case completion_kind::files:
      return "files";
    case completion_kind::folders:
      return "folders";
    case completion_kind::words:
      return "words";
    case completion_kind::none:
      break;
  }
  return "nothing";
}

/// Sets what the value after an option of this verb is completed with.
std::string values_of(const verb_entry& verb) {
  std::string out;
  for (const option_entry& option : verb.options) {
    if (option.value.empty()) continue;
    out += "        " + joined(option.names, "|") + ") way=" + std::string(way_of(option.kind));
    if (!option.words.empty()) out += " words='" + joined(option.words, " ") + "'";
    out += " ;;\n";
  }
  return out.empty() ? out : "      case $previous in\n" + out + "      esac\n";
}

std::string bash_case(const verb_entry& verb) {
  std::string_view rest = "nothing";
  for (const option_entry& argument : verb.arguments) {
    if (argument.kind != completion_kind::none) rest = way_of(argument.kind);
  }
  return "    " + verb.name + ")\n      options='" + names_of(verb.options) + "' rest=" + std::string(rest) + "\n" +
         values_of(verb) + "      ;;\n";
}

constexpr std::string_view find_verb = R"sh(
_pop3kit() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local verb='' options='' rest=nothing way='' words='' word
  COMPREPLY=()
  # Bash splits --option=value into three words.
  if [[ $current == = ]]; then
    current=''
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
)sh";

constexpr std::string_view offer = R"sh(  if [[ -z $way && $current == -* ]]; then
    way=words words=$options
  fi
  case ${way:-$rest} in
    words) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current") ;;
    files)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      ;;
    folders)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$current")
      ;;
  esac
}
)sh";

}  // namespace

std::string bash_completion(const command_table& table) {
  std::vector<std::string> verbs;
  verbs.reserve(table.verbs.size());
  for (const verb_entry& verb : table.verbs) verbs.push_back(verb.name);
  std::string out = "# Completion of " + table.name + " for bash. Made from the options of the command by the build.";
  out += find_verb;
  out += "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n    case $word in\n      " + joined(verbs, "|") +
         ")\n        verb=$word\n        break\n        ;;\n    esac\n  done\n";
  out += "  case $verb in\n    '')\n      options='" + names_of(table.options) + "' rest=words words='" +
         joined(verbs, " ") + "'\n      ;;\n";
  for (const verb_entry& verb : table.verbs) out += bash_case(verb);
  out += "  esac\n";
  out += offer;
  return out + "complete -F _" + table.name + " " + table.name + "\n";
}

}  // namespace pop3kit::command
