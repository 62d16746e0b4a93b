// A unique-id that is no file name, and a function that saves.
#include <filesystem>
#include <pop3kit/message_reference.hpp>
#include <pop3kit/safe_file_name.hpp>

int main() {
  const std::filesystem::path folder = "mail";
  const pop3kit::unique_id id{"../a7"};
  std::filesystem::path saved;
  const auto save_message = [&saved](const pop3kit::unique_id&, const std::filesystem::path& file) { saved = file; };
  //@ snippet
  return saved == "mail/%2E.%2Fa7.eml" ? 0 : 1;
}
