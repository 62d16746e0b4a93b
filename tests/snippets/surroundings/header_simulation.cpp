// A scenario whose server falls silent in the middle of a message.
#include <cassert>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <pop3kit/simulation.hpp>

int main() {
  using namespace pop3kit;
  std::string pattern = (std::filesystem::temp_directory_path() / "pop3kit-snippet-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  std::filesystem::current_path(folder);
  std::ofstream("stalls.lua") << R"(return scenario {
    accounts = { alice = { password = "s3cret", mailbox = { generate { count = 1, size = "64 KiB" } } } },
    rules = { { on = "RETR", stall = { after = "1 KiB" } } },
  })";
  const auto started = pop3kit::simulation().now();
  //@ snippet
  std::filesystem::remove_all(folder);
  const bool good = message.has_error() && message.error().code() == errc::deadline_exceeded;
  return good && world.now() - started >= std::chrono::minutes(1) ? 0 : 1;
}
