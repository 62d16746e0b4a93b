#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

/// What manual pages and completions are made from: the commands of pop3kit, as the command itself declares them.
namespace pop3kit::command {

/// What the value of an option or argument can be completed with.
enum class completion_kind { none, words, files, folders };

/// An option, or an argument without dashes.
struct option_entry {
  std::vector<std::string> names;  ///< with dashes, short names first; of an argument: its name
  std::string value;               ///< name of the value; empty: a flag
  std::string text;                ///< what --help says
  std::vector<std::string> words;  ///< all values that are valid; empty: not a list
  std::string bounds;              ///< such as "1 - 256"; empty: none
  std::vector<std::string> excludes;
  completion_kind kind = completion_kind::none;
  bool required = false;
  bool repeated = false;
};

struct verb_entry {
  std::string name;
  std::string about;
  std::vector<option_entry> arguments;
  std::vector<option_entry> options;
};

struct command_table {
  std::string name;
  std::string about;
  std::string version;  ///< such as "pop3kit 1.2.3"
  std::vector<option_entry> options;
  std::vector<verb_entry> verbs;
};

/// Reads the table from what declare_commands() has declared in `root`.
[[nodiscard]] command_table read_command_table(const CLI::App& root);

/// The words in one line, with `separator` between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view separator);

}  // namespace pop3kit::command
