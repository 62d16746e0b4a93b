#include "pages/manual_page.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "pages/verb_notes.hpp"

namespace pop3kit::command {
namespace {

/// As text of the page: a minus sign stays a minus sign, and nothing is taken for a request.
std::string escaped(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out = "\\&";
  for (const char each : text) {
    if (each == '\\') {
      out += "\\e";
    } else if (each == '-') {
      out += "\\-";
    } else {
      out += each;
    }
  }
  return out;
}

/// Whether mdoc takes the word for one of its macros, or for punctuation between their arguments.
bool is_special(std::string_view word) {
  const bool macro = word.size() == 2 && std::isupper(static_cast<unsigned char>(word[0])) != 0 &&
                     std::islower(static_cast<unsigned char>(word[1])) != 0;
  return macro || (word.size() == 1 && std::ispunct(static_cast<unsigned char>(word[0])) != 0);
}

/// As words after a macro.
std::string macro_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!out.empty()) out += ' ';
    if (is_special(word)) out += "\\&";
    for (const char each : escaped(word)) {
      if (each == '"') {
        out += "\\(dq";
      } else {
        out += each;
      }
    }
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
  return out;
}

/// A line for each sentence, as mdoc wants it, so that the formatter can put its own space between sentences.
std::string sentences(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(". "), text.size());
    out += escaped(text.substr(0, end));
    if (end < text.size()) out += '.';
    out += '\n';
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return out;
}

/// Only an ordinary word gets a capital letter, and not pop3:// or uid:UNIQUE-ID.
std::string capitalized(std::string text) {
  const std::string_view first = std::string_view(text).substr(0, text.find_first_of(" ;,"));
  const auto is_letter = [](unsigned char each) { return std::isalpha(each) != 0; };
  if (!first.empty() && std::ranges::all_of(first, is_letter)) {
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  }
  return text;
}

std::string head(const std::string& title, const command_table& table, const std::string& day) {
  std::string upper = title;
  std::ranges::transform(upper, upper.begin(),
                         [](unsigned char each) { return static_cast<char>(std::toupper(each)); });
  return ".\\\" Made from the options of the command by the build.\n.Dd " + day + "\n.Dt " + upper + " 1\n.Os " +
         macro_words(table.version) + "\n.Sh NAME\n.Nm " + title + "\n";
}

/// The tag of an option: its names, and the name of its value.
std::string option_tag(const option_entry& option) {
  std::string tag = ".It";
  for (const std::string& name : option.names) {
    tag += (tag == ".It" ? " Fl " : " , Fl ") + escaped(name.substr(1));
  }
  if (!option.value.empty()) tag += " Ar " + macro_words(option.value);
  return tag + "\n";
}

std::string option_text(const option_entry& option) {
  std::string text = sentences(capitalized(option.text) + ".");
  const auto is_named = [&option](const std::string& word) { return option.text.find(word) != std::string::npos; };
  if (!std::ranges::all_of(option.words, is_named)) text += sentences("Values: " + joined(option.words, ", ") + ".");
  if (!option.bounds.empty()) text += sentences("Range: " + option.bounds + ".");
  if (!option.excludes.empty()) text += sentences("Excludes " + joined(option.excludes, ", ") + ".");
  return text;
}

std::string entries(const std::vector<option_entry>& options) {
  std::string out = ".Bl -tag -width Ds\n";
  for (const option_entry& option : options) {
    const bool is_option = option.names.front().starts_with('-');
    out += is_option ? option_tag(option) : ".It Ar " + macro_words(option.names.front()) + "\n";
    out += option_text(option);
  }
  return out + ".El\n";
}

struct exit_entry {
  int status;
  std::string_view meaning;
};

/// As in docs/reference/command.md.
constexpr std::array exit_entries{
    exit_entry{0, "Done."},
    exit_entry{1, "A part failed, or an expectation of a scenario was not met."},
    exit_entry{2, "The arguments are wrong. Nothing was sent."},
    exit_entry{3, "The connection or TLS failed."},
    exit_entry{4, "The login failed."},
    exit_entry{5, "The server refused (-ERR)."},
    exit_entry{6, "The server broke the protocol."},
    exit_entry{7, "A timeout."},
    exit_entry{8, "A local file could not be read or written."},
    exit_entry{9, "The scenario is invalid."},
    exit_entry{130, "SIGINT ended the command."},
    exit_entry{141, "The program that reads standard output has ended."},
};

std::string exit_status_section() {
  std::string out = ".Sh EXIT STATUS\n.Bl -tag -width Ds\n";
  for (const exit_entry& each : exit_entries) {
    out += ".It " + std::to_string(each.status) + "\n" + sentences(each.meaning);
  }
  return out + ".El\nA failure prints one line on standard error that says what failed, where, and what to do.\n";
}

std::string examples_section(const verb_notes& notes) {
  if (notes.examples.empty()) return {};
  std::string out = ".Sh EXAMPLES\n";
  for (const verb_example& each : notes.examples) {
    out += sentences(each.text) + ".Pp\n.Dl " + macro_words(each.line) + "\n";
    if (&each != &notes.examples.back()) out += ".Pp\n";
  }
  return out;
}

}  // namespace

std::string manual_page(const command_table& table, const std::string& day) {
  std::string page = head(table.name, table, day);
  page += ".Nd " + macro_words(table.about) + "\n.Sh SYNOPSIS\n.Nm\n.Ar COMMAND\n.Op Ar OPTION ...\n";
  page += ".Ar ARGUMENT ...\n.Nm\n.Fl \\-version\n.Sh DESCRIPTION\n";
  const verb_notes notes = notes_of("");
  for (const std::string_view paragraph : notes.paragraphs) {
    page += (paragraph == notes.paragraphs.front() ? "" : ".Pp\n") + sentences(paragraph);
  }
  page += ".Pp\nThe commands are:\n.Bl -tag -width Ds\n";
  for (const verb_entry& verb : table.verbs) {
    page += ".It Xr " + table.name + "-" + verb.name + " 1\n" + sentences(capitalized(verb.about) + ".");
  }
  page += ".El\n.Sh OPTIONS\n" + entries(table.options);
  return page + exit_status_section() + examples_section(notes);
}

std::string manual_page(const command_table& table, const verb_entry& verb, const std::string& day) {
  std::string page = head(table.name + "-" + verb.name, table, day);
  page += ".Nd " + macro_words(verb.about) + "\n.Sh SYNOPSIS\n.Nm " + table.name + " " + verb.name;
  page += "\n.Op Ar OPTION ...\n";
  for (const option_entry& argument : verb.arguments) {
    const std::string words = "Ar " + macro_words(argument.names.front()) + (argument.repeated ? " ..." : "");
    page += argument.required ? "." + words + "\n" : ".Op " + words + "\n";
  }
  page += ".Sh DESCRIPTION\n" + sentences(capitalized(verb.about) + ".");
  const verb_notes notes = notes_of(verb.name);
  for (const std::string_view paragraph : notes.paragraphs) page += ".Pp\n" + sentences(paragraph);
  if (!verb.arguments.empty()) page += ".Pp\nThe arguments are:\n" + entries(verb.arguments);
  page += ".Sh OPTIONS\n" + entries(verb.options) + exit_status_section() + examples_section(notes);
  return page + ".Sh SEE ALSO\n.Xr " + table.name + " 1\n";
}

}  // namespace pop3kit::command
