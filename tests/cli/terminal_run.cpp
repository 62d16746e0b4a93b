#include "terminal_run.hpp"

#include <pty.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace pop3kit::test {

terminal_run run_on_terminal(const std::vector<std::string>& arguments, const std::string& awaited,
                             const std::string& typed, const terminal_settings& settings) {
  std::vector<std::string> words{POP3KIT_COMMAND};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& each : words) pointers.push_back(each.data());
  pointers.push_back(nullptr);
  int terminal = -1;
  winsize size{};
  size.ws_col = settings.columns;
  size.ws_row = 24;
  const pid_t process = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (process < 0) {
    const std::string why = std::strerror(errno);
    throw std::runtime_error("this test needs a pseudo-terminal (/dev/ptmx and /dev/pts), and there is none: " + why);
  }
  if (process == 0) {
    ::setenv("TERM", settings.type.c_str(), 1);
    ::execv(POP3KIT_COMMAND, pointers.data());
    ::_exit(127);
  }
  terminal_run result;
  bool answered = awaited.empty();
  std::array<char, 4096> room{};
  for (ssize_t got = 0; (got = ::read(terminal, room.data(), room.size())) > 0;) {
    result.screen.append(room.data(), static_cast<std::size_t>(got));
    if (answered || result.screen.find(awaited) == std::string::npos) continue;
    answered = true;
    if (::write(terminal, typed.data(), typed.size()) < 0) break;
  }
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) continue;
  ::close(terminal);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  return result;
}

}  // namespace pop3kit::test
