#include "scenario/child_command.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>

#include "console/command_error.hpp"

namespace pop3kit::command {
namespace {

/// Follows the last variable. Without it, the command must not run: the server could not be started.
constexpr std::string_view end_of_variables("\0\0", 2);

std::string to_text(const std::vector<variable>& environment) {
  std::string text;
  for (const variable& each : environment) {
    text += each.name;
    if (each.value) text += "=" + *each.value;
    text += '\0';
  }
  return text + '\0';
}

/// In the child process.
void set_variables(std::string_view text) {
  while (!text.empty() && text.front() != '\0') {
    const std::string entry(text.substr(0, text.find('\0')));
    text.remove_prefix(entry.size() + 1);
    const std::size_t equals = entry.find('=');
    if (equals == std::string::npos) {
      ::unsetenv(entry.c_str());
    } else {
      ::setenv(entry.substr(0, equals).c_str(), entry.c_str() + equals + 1, 1);
    }
  }
}

/// In the child process. This command ignores some signals and handles others; the child starts as we were started.
void restore_signals(const sigset_t& mask) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction now{};
    if (::sigaction(number, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) std::signal(number, SIG_DFL);
  }
  std::signal(SIGPIPE, SIG_DFL);
  std::signal(SIGXFSZ, SIG_DFL);
  pthread_sigmask(SIG_SETMASK, &mask, nullptr);
}

/// In the child process. An error counts as the end.
std::string read_to_end(int from) {
  std::string text;
  std::array<char, 4096> room{};
  for (;;) {
    const ssize_t got = ::read(from, room.data(), room.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(room.data(), static_cast<std::size_t>(got));
  }
}

/// In the child process: waits for the variables, then becomes the command.
[[noreturn]] void become(std::vector<std::string>& words, int variables, int failure) {
  const std::string text = read_to_end(variables);
  if (!text.ends_with(end_of_variables)) ::_exit(0);
  set_variables(text);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& each : words) arguments.push_back(each.data());
  arguments.push_back(nullptr);
  ::execvp(arguments.front(), arguments.data());
  const int number = errno;
  static_cast<void>(!::write(failure, &number, sizeof number));
  ::_exit(static_cast<int>(exit_status::local));
}

struct pipe_ends {
  descriptor read;
  descriptor write;
};

pipe_ends make_pipe(const std::string& command) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw local_error(fmt::format("cannot run '{}'", command), errno);
  return {descriptor(ends[0]), descriptor(ends[1])};
}

}  // namespace

child_command::child_command(std::vector<std::string> words) : words_(std::move(words)) {
  pipe_ends variables = make_pipe(words_.front());
  pipe_ends failure = make_pipe(words_.front());
  // If the caller ignored it, the system would not keep the exit status.
  std::signal(SIGCHLD, SIG_DFL);
  // No handler of ours may run in the child process.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  process_ = ::fork();
  if (process_ == 0) {
    static_cast<void>(variables.write.close());
    restore_signals(before);
    become(words_, variables.read.number(), failure.write.number());
  }
  const int number = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (process_ < 0) throw local_error(fmt::format("cannot run '{}'", words_.front()), number);
  variables_ = std::move(variables.write);
  failure_ = std::move(failure.read);
}

child_command::~child_command() {
  // Closed before start(), this tells the process to end. Afterwards it has been closed already.
  static_cast<void>(variables_.close());
  if (process_ < 0) return;
  signal(SIGTERM);
  wait(0);
}

void child_command::start(const std::vector<variable>& environment) {
  // If a signal has ended the process already, nobody reads this, and has_ended() tells it.
  static_cast<void>(write_all(variables_.number(), to_text(environment)));
  static_cast<void>(variables_.close());
  int number = 0;
  ssize_t got = 0;
  do {
    got = ::read(failure_.number(), &number, sizeof number);
  } while (got < 0 && errno == EINTR);
  // The process closes its end when it becomes the command.
  if (got != ssize_t{sizeof number}) return;
  wait(0);
  throw local_error(fmt::format("cannot run '{}'", words_.front()), number);
}

void child_command::wait(int options) noexcept {
  pid_t ended = 0;
  do {
    ended = ::waitpid(process_, &wait_status_, options);
  } while (ended < 0 && errno == EINTR);
  if (ended != 0) process_ = -1;
}

bool child_command::has_ended() {
  if (process_ >= 0) wait(WNOHANG);
  return process_ < 0;
}

void child_command::signal(int number) const noexcept {
  if (process_ >= 0) static_cast<void>(::kill(process_, number));
}

int child_command::status() const noexcept {
  constexpr int signalled = 128;
  return WIFSIGNALED(wait_status_) ? signalled + WTERMSIG(wait_status_) : WEXITSTATUS(wait_status_);
}

std::string child_command::end_text() const {
  if (!WIFSIGNALED(wait_status_)) return fmt::format("'{}' ended with exit status {}", words_.front(), status());
  const int number = WTERMSIG(wait_status_);
  return fmt::format("'{}' was ended by signal {} ({})", words_.front(), number, ::strsignal(number));
}

}  // namespace pop3kit::command
