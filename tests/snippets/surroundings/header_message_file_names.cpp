// A listing, and a folder.
#include <cstdlib>
#include <filesystem>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/message_file_names.hpp>
#include <vector>

int main() {
  using pop3kit::file_writer;
  std::vector<pop3kit::message_info> listed(1);
  listed[0].sequence_number = 1;
  listed[0].unique_id = pop3kit::unique_id{"a/7"};
  std::string pattern = (std::filesystem::temp_directory_path() / "pop3kit-snippet-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  //@ snippet
  file.commit().value();
  const bool good = std::filesystem::exists(folder / "a%2F7.eml");
  std::filesystem::remove_all(folder);
  return good ? 0 : 1;
}
