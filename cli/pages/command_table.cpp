#include "pages/command_table.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <utility>

namespace pop3kit::command {
namespace {

/// The text between two characters, or an empty one if they are not there.
std::string between(const std::string& text, char open, char close) {
  const std::size_t begin = text.find(open);
  const std::size_t end = text.rfind(close);
  if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
  return text.substr(begin + 1, end - begin - 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

completion_kind kind_of(const std::string& value, const std::vector<std::string>& words) {
  if (!words.empty()) return completion_kind::words;
  if (value.find("FILE") != std::string::npos) return completion_kind::files;
  return value == "DIR" ? completion_kind::folders : completion_kind::none;
}

/// CLI11 writes the name of the type, and after a colon what each check says of itself: "MODE:{automatic,off}",
/// "N:UINT in [1 - 256]".
option_entry read_option(const CLI::Option& option) {
  option_entry entry;
  const bool takes_value = option.get_items_expected_max() > 0;
  const std::string type = option.get_type_name();
  entry.text = option.get_description();
  entry.words = split(between(type, '{', '}'), ',');
  entry.bounds = between(type, '[', ']');
  entry.required = option.get_required();
  entry.repeated = option.get_items_expected_max() > 1;
  for (const CLI::Option* other : option.get_excludes()) entry.excludes.push_back(other->get_name());
  if (option.get_lnames().empty() && option.get_snames().empty()) {
    entry.names = {option.get_name(true)};
    entry.kind = kind_of(entry.names.front(), entry.words);
    return entry;
  }
  for (const std::string& name : option.get_snames()) entry.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) entry.names.push_back("--" + name);
  if (takes_value) entry.value = type.substr(0, type.find(':'));
  entry.kind = kind_of(entry.value, entry.words);
  return entry;
}

verb_entry read_verb(const CLI::App& app) {
  verb_entry verb{app.get_name(), app.get_description(), {}, {}};
  for (const CLI::Option* option : app.get_options({})) {
    option_entry entry = read_option(*option);
    (entry.names.front().starts_with('-') ? verb.options : verb.arguments).push_back(std::move(entry));
  }
  return verb;
}

}  // namespace

command_table read_command_table(const CLI::App& root) {
  verb_entry whole = read_verb(root);
  command_table table{whole.name, whole.about, root.version(), std::move(whole.options), {}};
  for (const CLI::App* verb : root.get_subcommands({})) table.verbs.push_back(read_verb(*verb));
  return table;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += separator;
    out += word;
  }
  return out;
}

}  // namespace pop3kit::command
