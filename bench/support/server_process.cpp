#include "support/server_process.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <utility>

namespace bench {

server_process::server_process(const std::function<void(const std::function<void(server_ports)>& ready)>& serve) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("pipe");
  process_ = fork();
  if (process_ < 0) throw std::runtime_error("fork");
  if (process_ == 0) {
    close(ends[0]);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGPIPE, SIG_IGN);
    try {
      serve([&ends](server_ports ports) {
        if (write(ends[1], &ports, sizeof ports) != sizeof ports) _exit(1);
        close(ends[1]);
      });
    } catch (const std::exception& caught) {
      std::fprintf(stderr, "a server of the benchmark failed: %s\n", caught.what());
    }
    _exit(1);
  }
  close(ends[1]);
  const bool ready = read(ends[0], &ports_, sizeof ports_) == sizeof ports_;
  close(ends[0]);
  if (!ready) throw std::runtime_error("a server of the benchmark did not start");
}

server_process::server_process(server_process&& other) noexcept
    : process_(std::exchange(other.process_, -1)), ports_(other.ports_) {}

server_process::~server_process() {
  if (process_ < 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

}  // namespace bench
