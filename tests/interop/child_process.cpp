#include "child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>
#include <system_error>

namespace pop3kit::interop {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

child_process::child_process(const std::vector<std::string>& command, listen_to which) {
  auto words = command;
  const auto arguments = pointers_to(words);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  pid_ = ::fork();
  if (pid_ == 0) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    ::dup2(ends[1], which == listen_to::standard_output ? STDOUT_FILENO : STDERR_FILENO);
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  output_ = ends[0];
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
}

child_process::~child_process() {
  terminate();
  ::close(output_);
}

bool child_process::is_alone() const {
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const pid_t other = std::stoi(name);
    if (other != pid_ && ::getpgid(other) == pid_) return false;
  }
  return true;
}

void child_process::terminate() noexcept {
  if (pid_ < 0) return;
  const pid_t group = pid_;
  ::kill(pid_, SIGTERM);
  wait();
  ::kill(-group, SIGKILL);
}

void child_process::kill() noexcept {
  if (pid_ < 0) return;
  ::kill(-pid_, SIGKILL);
  wait();
}

int child_process::wait() noexcept {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

finished run(const std::vector<std::string>& command) {
  child_process child{command, child_process::listen_to::standard_output};
  finished all;
  std::array<char, 65536> room{};
  for (;;) {
    const auto got = ::read(child.output(), room.data(), room.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    all.output.append(room.data(), static_cast<std::size_t>(got));
  }
  all.status = child.wait();
  return all;
}

}  // namespace pop3kit::interop
