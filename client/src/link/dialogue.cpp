#include "link/dialogue.hpp"

namespace pop3kit::engine {

outcome<std::size_t> dialogue::on_lines(std::string_view lines, std::size_t longest) {
  std::size_t read = 0;
  while (read < lines.size()) {
    std::string_view line = lines.substr(read, lines.find('\n', read) - read);
    const std::size_t octets = line.size() + 1;
    if (octets > longest) break;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const outcome<> heard = on_line(line);
    if (!heard) return heard.error();
    read += octets;
  }
  return read;
}

}  // namespace pop3kit::engine
