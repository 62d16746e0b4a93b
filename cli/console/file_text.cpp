#include "console/file_text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "console/command_error.hpp"
#include "console/descriptor.hpp"

namespace pop3kit::command {

std::string read_file(const std::string& file, const std::string& role) {
  constexpr std::size_t most = 16U << 20U;
  const std::string what = fmt::format("{} '{}'", role, file);
  const descriptor source{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!source.is_open()) throw local_error(what, errno);
  std::string text;
  std::array<char, 16384> room{};
  for (;;) {
    const ssize_t got = ::read(source.number(), room.data(), room.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw local_error(what, errno);
    if (got == 0) return text;
    text.append(room.data(), static_cast<std::size_t>(got));
    if (text.size() > most) throw local_error(what, EFBIG);
  }
}

}  // namespace pop3kit::command
