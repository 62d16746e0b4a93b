#include "scenario/parent_watch.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include "console/command_error.hpp"

namespace pop3kit::command {
namespace {

/// A descriptor that becomes readable when the process ends. Older systems have none, and some containers forbid it.
descriptor descriptor_of(pid_t process) {
#ifdef SYS_pidfd_open
  return descriptor(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
#else
  static_cast<void>(process);
  return descriptor();
#endif
}

command_error watch_error(int number) {
  return local_error("--exit-with-parent", number);
}

/// While it exists, the threads that this thread starts get no signals.
class signals_blocked {
 public:
  signals_blocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  signals_blocked(const signals_blocked&) = delete;
  signals_blocked& operator=(const signals_blocked&) = delete;
  ~signals_blocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

parent_watch::parent_watch(std::function<void()> on_end)
    : on_end_(std::move(on_end)), parent_(::getppid()), process_(descriptor_of(parent_)) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw watch_error(errno);
  read_end_ = descriptor(ends[0]);
  write_end_ = descriptor(ends[1]);
  const signals_blocked during_start;
  try {
    thread_ = std::thread([this] { watch(); });
  } catch (const std::system_error& trouble) {
    throw watch_error(trouble.code().value());
  }
}

parent_watch::~parent_watch() {
  static_cast<void>(write_end_.close());
  thread_.join();
}

/// A process gets another parent when its own ends, so this also notices an end before the descriptor was opened.
void parent_watch::watch() const noexcept {
  constexpr int milliseconds_without_descriptor = 200;
  const int limit = process_.is_open() ? -1 : milliseconds_without_descriptor;
  while (::getppid() == parent_) {
    std::array<pollfd, 2> watched{pollfd{process_.number(), POLLIN, 0}, pollfd{read_end_.number(), POLLIN, 0}};
    if (::poll(watched.data(), watched.size(), limit) <= 0) continue;
    if (watched[1].revents != 0) return;
    if (watched[0].revents != 0) break;
  }
  on_end_();
}

}  // namespace pop3kit::command
