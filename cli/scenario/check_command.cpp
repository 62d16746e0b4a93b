#include <fmt/format.h>

#include "commands.hpp"
#include "console/output.hpp"
#include "console/text.hpp"
#include "scenario/scenario_file.hpp"

namespace pop3kit::command {

void run_check(const check_arguments& given) {
  const scenario checked = load_scenario(given.file);
  if (given.quiet) return;
  standard_output().line(one_line(fmt::format("{}: valid: {}", given.file, checked.title())));
}

}  // namespace pop3kit::command
