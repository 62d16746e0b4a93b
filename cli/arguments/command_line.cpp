#include "arguments/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <vector>

#include "arguments/value_names.hpp"
#include "console/standard_streams.hpp"
#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

/// An empty value usually comes from a shell variable that is not set.
std::string refuse_if_empty(const std::string& text) {
  return text.empty() ? "the value is empty; leave the option out, or give it a value" : std::string{};
}

void refuse_empty_values(CLI::App& verb) {
  for (CLI::Option* option :
       verb.get_options([](const CLI::Option* each) { return each->get_items_expected_max() > 0; })) {
    option->check(refuse_if_empty);
  }
}

/// Replaces the user and password in a URL, so that the error text does not repeat them.
std::string without_password(const std::string& text) {
  const std::size_t scheme = text.find("://");
  const std::size_t at = scheme == std::string::npos ? scheme : text.find('@', scheme);
  if (at == std::string::npos) return text;
  return text.substr(0, scheme + 3) + "***" + text.substr(at);
}

/// The first argument that is not an option, which is probably meant as a command.
std::string first_word(const std::vector<std::string>& arguments) {
  const auto found = std::ranges::find_if(arguments, [](const std::string& each) { return !each.starts_with('-'); });
  return found == arguments.end() ? std::string() : *found;
}

/// CLI11's own text names unexpected arguments in reverse order, and does not name an unknown command.
std::string text_of(const CLI::App& root, const CLI::ParseError& trouble, const std::vector<std::string>& arguments) {
  const std::vector<CLI::App*> verbs = root.get_subcommands();
  if (verbs.empty()) {
    const std::string word = first_word(arguments);
    return word.empty() ? trouble.what() : fmt::format("there is no command '{}'", word);
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&trouble) == nullptr) return trouble.what();
  std::string text = "unexpected:";
  for (const std::string& each : verbs.front()->remaining()) text += fmt::format(" '{}'", without_password(each));
  return text;
}

command_error usage_error_of(const CLI::App& root, const CLI::ParseError& trouble,
                             const std::vector<std::string>& arguments) {
  std::string verb;
  for (const CLI::App* each : root.get_subcommands()) verb += " " + each->get_name();
  const std::string text = one_line(text_of(root, trouble, arguments));
  return usage_error(without_password(fmt::format("{}; see {}{} --help", text, root.get_name(), verb)));
}

std::string version_of(const CLI::App& root) {
  return root.get_name() + " " POP3KIT_VERSION;
}

}  // namespace

std::string refuse_unless_digits(const std::string& text) {
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::string{} : "'" + text + "' is not a whole number";
}

void complete_verbs(CLI::App& root) {
  root.set_version_flag("--version", version_of(root));
  root.require_subcommand(1);
  for (CLI::App* verb : root.get_subcommands(nullptr)) {
    refuse_empty_values(*verb);
    name_values(*verb);
  }
}

command_call read_arguments(CLI::App& root, const command_call& chosen, int count, const char* const* arguments) {
  try {
    root.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    const auto verbs = root.get_subcommands();
    standard_output().write(verbs.empty() ? root.help() : verbs.front()->help(root.get_name()));
    return {};
  } catch (const CLI::CallForVersion&) {
    standard_output().line(version_of(root));
    return {};
  } catch (const CLI::ParseError& trouble) {
    throw usage_error_of(root, trouble, {arguments + std::min(count, 1), arguments + count});
  }
  return chosen;
}

}  // namespace pop3kit::command
