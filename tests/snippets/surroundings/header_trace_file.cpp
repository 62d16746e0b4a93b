// Options, and a folder of its own.
#include <cstdlib>
#include <filesystem>
#include <pop3kit/client_options.hpp>
#include <pop3kit/trace_file.hpp>

int main() {
  std::string pattern = (std::filesystem::temp_directory_path() / "pop3kit-snippet-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  std::filesystem::current_path(folder);
  pop3kit::client_options options;
  //@ snippet
  const bool good = options.trace != nullptr && std::filesystem::exists("session.jsonl");
  std::filesystem::remove_all(folder);
  return good ? 0 : 1;
}
