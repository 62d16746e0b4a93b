#include "scenario/ending.hpp"

#include <unistd.h>

#include <cerrno>
#include <initializer_list>

namespace pop3kit::command {

ending::ending() {
  sigemptyset(&set_);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before{};
    if (number == SIGHUP && ::sigaction(number, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    sigaddset(&set_, number);
    // A shell starts its background jobs with SIGINT ignored.
    std::signal(number, SIG_DFL);
  }
  pthread_sigmask(SIG_BLOCK, &set_, nullptr);
}

void ending::wait() const {
  int number = 0;
  while (sigwait(&set_, &number) == EINTR) continue;
}

void ending::request() noexcept {
  ::kill(::getpid(), SIGTERM);
}

}  // namespace pop3kit::command
