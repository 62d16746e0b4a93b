// Any words are a command line or are refused with status 2 and one line that repeats no password of a URL.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "arguments/client_arguments.hpp"
#include "arguments/server_url.hpp"
#include "commands.hpp"
#include "holds.hpp"
#include "mailbox/message_ids.hpp"

namespace {

using namespace pop3kit::command;

template <class Parse>
void try_to(Parse parse) {
  try {
    parse();
  } catch (const command_error& refused) {
    const std::string_view line = refused.what();
    pop3kit::fuzz::holds(refused.status() == exit_status::usage);
    pop3kit::fuzz::holds(!line.empty() && line.find('\n') == std::string_view::npos);
  }
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  words.emplace_back(text);
  for (std::string& word : words) word.resize(word.find('\0') == std::string::npos ? word.size() : word.find('\0'));
  return words;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto words = words_of(text);
  // Help goes to standard output, which is not what is looked for here.
  for (const auto& word : words) {
    if (word.find("help") != std::string::npos || word.find("-h") != std::string::npos) return 0;
    if (word.find("version") != std::string::npos) return 0;
  }
  std::vector<const char*> arguments{"pop3kit"};
  for (const auto& word : words) arguments.push_back(word.c_str());
  try_to([&] { static_cast<void>(parse_command_line(static_cast<int>(arguments.size()), arguments.data())); });
  try_to([&] { static_cast<void>(parse_server_url(text)); });
  try_to([&] { static_cast<void>(parse_message_ids(words)); });
  try_to([&] { static_cast<void>(parse_time_span(words.front(), "--timeout")); });
  return 0;
}
