#include "demo/scenario_folder.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <system_error>

#include "console/command_error.hpp"

namespace pop3kit::command {

std::string shipped_scenario(const std::string& name) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path command = fs::read_symlink("/proc/self/exe", ignored);
  const std::array<fs::path, 2> folders{command.parent_path() / POP3KIT_INSTALLED_SCENARIOS, POP3KIT_SOURCE_SCENARIOS};
  for (const fs::path& folder : folders) {
    if (fs::exists(folder / name, ignored)) return (folder / name).lexically_normal().string();
  }
  throw command_error(exit_status::local,
                      fmt::format("the scenario '{}' that comes with pop3kit is neither in {} nor in {}; name one with "
                                  "--scenario",
                                  name, folders[0].lexically_normal().string(), folders[1].string()));
}

}  // namespace pop3kit::command
