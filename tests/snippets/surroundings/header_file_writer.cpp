// A folder of its own, and octets.
#include <cstdlib>
#include <filesystem>
#include <pop3kit/file_writer.hpp>

int main() {
  std::string pattern = (std::filesystem::temp_directory_path() / "pop3kit-snippet-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  std::filesystem::current_path(folder);
  const std::string octets = "octets";
  //@ snippet
  const bool good = std::filesystem::file_size("a7.eml") == 6;
  std::filesystem::remove_all(folder);
  return good ? 0 : 1;
}
