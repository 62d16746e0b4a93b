#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <pop3kit/file_writer.hpp>
#include <stdexcept>

#include "commands.hpp"
#include "pages/completions.hpp"
#include "pages/manual_page.hpp"

/// Writes the manual pages and the completions of the command: pop3kit_pages FOLDER SECONDS. The pages get the day of
/// this time, in seconds since 1970. The folders in FOLDER are those of an installed tree's share/.
namespace {

using namespace pop3kit::command;
namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  pop3kit::file_writer writer = pop3kit::file_writer::open(file).value();
  writer.write(text).value();
  writer.commit().value();
}

/// As manual pages write it: December 1, 2026.
std::string day_of(std::time_t seconds) {
  std::tm day{};
  std::array<char, 64> text{};
  if (gmtime_r(&seconds, &day) == nullptr || std::strftime(text.data(), text.size(), "%B %e, %Y", &day) == 0) {
    throw std::runtime_error("no such day");
  }
  std::string written = text.data();
  if (const std::size_t blanks = written.find("  "); blanks != std::string::npos) written.erase(blanks, 1);
  return written;
}

void write_all(const fs::path& folder, const std::string& day) {
  command_call chosen;
  CLI::App root;
  declare_commands(root, chosen);
  const command_table table = read_command_table(root);
  const fs::path manuals = folder / "man/man1";
  write(manuals / (table.name + ".1"), manual_page(table, day));
  for (const verb_entry& verb : table.verbs) {
    write(manuals / (table.name + "-" + verb.name + ".1"), manual_page(table, verb, day));
  }
  write(folder / "bash-completion/completions" / table.name, bash_completion(table));
  write(folder / "zsh/site-functions" / ("_" + table.name), zsh_completion(table));
  write(folder / "fish/vendor_completions.d" / (table.name + ".fish"), fish_completion(table));
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count != 3) throw std::runtime_error("usage: pop3kit_pages FOLDER SECONDS");
    write_all(arguments[1], day_of(std::stoll(arguments[2])));
    return 0;
  } catch (const std::exception& trouble) {
    std::fprintf(stderr, "pop3kit_pages: %s\n", trouble.what());
    return 1;
  }
}
