#include "command_run.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX leaves it undeclared

namespace pop3kit::test {
namespace {

struct spawned {
  pid_t process = -1;
  int out = -1;
  int err = -1;
};

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> out;
  for (std::string& each : strings) out.push_back(each.data());
  out.push_back(nullptr);
  return out;
}

std::vector<std::string> environment_with(const std::vector<std::string>& more) {
  std::vector<std::string> out;
  for (char** each = environ; *each != nullptr; ++each) out.emplace_back(*each);
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

/// A limit that this process and its children have for as long as it exists; 0: no other than before.
class resource_limit {
 public:
  resource_limit(int what, std::size_t most) : what_(what) {
    if (most == 0 || ::getrlimit(what_, &before_) != 0) return;
    rlimit lower = before_;
    lower.rlim_cur = most;
    changed_ = ::setrlimit(what_, &lower) == 0;
  }
  resource_limit(const resource_limit&) = delete;
  resource_limit& operator=(const resource_limit&) = delete;
  ~resource_limit() {
    if (changed_) ::setrlimit(what_, &before_);
  }

 private:
  int what_;
  rlimit before_{};
  bool changed_ = false;
};

std::string lines_from(int descriptor, std::size_t count) {
  std::string text;
  char octet = 0;
  while (count > 0 && ::read(descriptor, &octet, 1) == 1) {
    text += octet;
    if (octet == '\n') --count;
  }
  return text;
}

spawned spawn(const std::vector<std::string>& arguments, const run_settings& settings) {
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (settings.output_is_closed) {
    posix_spawn_file_actions_addclose(&actions, STDOUT_FILENO);
  } else if (settings.standard_output.empty()) {
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  } else {
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, settings.standard_output.c_str(), O_WRONLY, 0);
  }
  posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
  if (settings.reader_is_gone) ::close(std::exchange(out[0], -1));
  std::vector<std::string> words{POP3KIT_COMMAND};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = environment_with(settings.environment);
  const resource_limit descriptors{RLIMIT_NOFILE, settings.open_files};
  const resource_limit octets{RLIMIT_FSIZE, settings.largest_file};
  spawned started;
  started.out = out[0];
  started.err = err[0];
  const int failed = posix_spawn(&started.process, POP3KIT_COMMAND, &actions, nullptr, pointers(words).data(),
                                 pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(err[1]);
  if (failed != 0) throw std::runtime_error("posix_spawn: " POP3KIT_COMMAND);
  return started;
}

/// Both pipes at once, so that neither fills while the other is read.
void drain(int out, int err, command_run& run) {
  std::array<pollfd, 2> watched{pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0}};
  std::array<std::string*, 2> texts{&run.out, &run.err};
  std::array<char, 65536> room{};
  while (watched[0].fd >= 0 || watched[1].fd >= 0) {
    if (::poll(watched.data(), watched.size(), -1) < 0) continue;
    for (std::size_t at = 0; at < watched.size(); ++at) {
      if (watched[at].fd < 0 || watched[at].revents == 0) continue;
      const ssize_t got = ::read(watched[at].fd, room.data(), room.size());
      if (got > 0) {
        texts[at]->append(room.data(), static_cast<std::size_t>(got));
      } else {
        ::close(watched[at].fd);
        watched[at].fd = -1;
      }
    }
  }
}

int status_of(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

}  // namespace

std::size_t command_run::error_lines() const {
  return static_cast<std::size_t>(std::ranges::count(err, '\n'));
}

command_run run(const std::vector<std::string>& arguments, const run_settings& settings) {
  const spawned started = spawn(arguments, settings);
  command_run result;
  drain(started.out, started.err, result);
  result.status = status_of(started.process);
  return result;
}

running_command::running_command(const std::vector<std::string>& arguments, const run_settings& settings) {
  const spawned started = spawn(arguments, settings);
  process_ = started.process;
  out_ = started.out;
  err_ = started.err;
}

running_command::~running_command() {
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  static_cast<void>(finish());
}

std::string running_command::read_lines(std::size_t count) {
  return lines_from(out_, count);
}

std::string running_command::read_error_lines(std::size_t count) {
  return lines_from(err_, count);
}

void running_command::signal(int number) const {
  ::kill(process_, number);
}

void running_command::stop_reading() {
  ::close(std::exchange(out_, -1));
}

command_run running_command::finish() {
  command_run result;
  drain(out_, err_, result);
  result.status = status_of(process_);
  process_ = -1;
  return result;
}

}  // namespace pop3kit::test
