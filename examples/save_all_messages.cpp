// Every message to a file of its own, octet for octet, named by its unique-id, so that what is there already need not
// be fetched again. A file appears whole or not at all.
#include <filesystem>
#include <iostream>
#include <pop3kit/client.hpp>

#include "sample_server.hpp"

namespace {

// Unique-ids may hold any printable character, '/' included; a file name may not.
std::string file_name(const pop3kit::unique_id& id) {
  std::string name;
  for (const char octet : id.str()) name += octet == '/' || octet == '.' ? '_' : octet;
  return name + ".eml";
}

std::size_t save_what_is_new(pop3kit::client& mail, const std::filesystem::path& folder) {
  std::size_t saved = 0;
  for (const pop3kit::message_info& each : mail.list_messages(pop3kit::list_fields::ids_only).value()) {
    if (!each.unique_id) continue;
    const std::filesystem::path file = folder / file_name(*each.unique_id);
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
