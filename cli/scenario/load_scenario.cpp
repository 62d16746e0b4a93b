#include "scenario/load_scenario.hpp"

#include <fmt/format.h>

#include "console/command_error.hpp"

namespace pop3kit::command {

scenario load_scenario(const std::string& file) {
  result<scenario> loaded = scenario::load(file);
  if (loaded) return std::move(*loaded);
  const failure& cause = loaded.error();
  if (cause.kind() == fault::expectation) throw findings_error(exit_status_of(cause), cause.message());
  throw command_error(exit_status::local, fmt::format("scenario '{}': {}", file, cause.message()));
}

}  // namespace pop3kit::command
