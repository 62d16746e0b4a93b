// Saves every message to a separate file, octet for octet. The file is named after the unique-id, so a message that
// was saved before is not fetched again. A file appears under its name when it is whole and on the disk.
#include <filesystem>
#include <iostream>
#include <pop3kit/client.hpp>
#include <pop3kit/message_file_names.hpp>
#include <vector>

#include "sample_server.hpp"

namespace {

std::size_t save_what_is_new(pop3kit::client& mail, const std::filesystem::path& folder) {
  const auto listed = mail.list_messages(pop3kit::list_fields::ids_only).value();
  // Unique-ids may contain any printable character, even '/'. Different unique-ids get different names.
  pop3kit::message_file_names names;
  for (const pop3kit::message_info& each : listed) names.add(each);
  std::size_t saved = 0;
  for (const pop3kit::message_info& each : listed) {
    if (!each.unique_id) continue;
    const std::filesystem::path file = folder / (names.name_of(each) + ".eml");
    if (std::filesystem::exists(file)) continue;
    if (const pop3kit::result<> outcome = mail.save_message(*each.unique_id, file); !outcome) {
      std::cerr << each.unique_id->str() << ": " << outcome.error().message() << '\n';
      if (!outcome.error().session_usable()) break;
      continue;
    }
    ++saved;
    std::cout << file.filename().string() << ": " << std::filesystem::file_size(file) << " octets\n";
  }
  return saved;
}

}  // namespace

int main() {
  const pop3kit::server sample = start_sample_server();
  pop3kit::client mail{options_for(sample)};
  const std::string folder_name = "pop3kit-example-" + std::to_string(sample.port().value());
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / folder_name;
  std::filesystem::create_directory(folder);

  const std::size_t first = save_what_is_new(mail, folder);
  const std::size_t second = save_what_is_new(mail, folder);
  std::cout << first << " saved, then " << second << '\n';

  std::filesystem::remove_all(folder);
  return first == 3 && second == 0 ? 0 : 1;
}
