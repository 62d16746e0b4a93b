// A file that was written.
#include <cstdlib>
#include <filesystem>
#include <pop3kit/file_group.hpp>
#include <pop3kit/file_writer.hpp>

int main() {
  std::string pattern = (std::filesystem::temp_directory_path() / "pop3kit-snippet-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  pop3kit::file_writer file = pop3kit::file_writer::open(folder / "a7.eml").value();
  file.write("octets").value();
  //@ snippet
  for (auto& each : group.commit()) each.value();
  const bool good = std::filesystem::file_size(folder / "a7.eml") == 6;
  std::filesystem::remove_all(folder);
  return good ? 0 : 1;
}
