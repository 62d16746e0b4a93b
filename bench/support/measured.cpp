#include "support/measured.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>

namespace bench {
namespace {

std::uint64_t status_octets(const std::string& field) {
  std::ifstream status("/proc/self/status");
  std::string name;
  std::uint64_t kibibytes = 0;
  while (status >> name) {
    if (name == field && status >> kibibytes) return kibibytes * 1024;
    status.ignore(4096, '\n');
  }
  return 0;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double cpu_seconds() {
  double total = 0;
  for (const auto whose : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage used{};
    getrusage(whose, &used);
    total += seconds(used.ru_utime) + seconds(used.ru_stime);
  }
  return total;
}

cost run_here(const std::function<std::uint64_t(memory_mark&)>& run) {
  memory_mark mark;
  cost spent;
  const double cpu_before = cpu_seconds();
  const auto began = std::chrono::steady_clock::now();
  spent.work = run(mark);
  spent.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  spent.cpu_seconds = cpu_seconds() - cpu_before;
  spent.peak_octets = status_octets("VmHWM:");
  spent.growth_octets = mark.growth();
  return spent;
}

}  // namespace

void memory_mark::mark_idle() {
  std::ofstream("/proc/self/clear_refs") << "5";  // resets the peak to the present resident size
  idle_octets_ = status_octets("VmRSS:");
}

std::uint64_t memory_mark::growth() const {
  const std::uint64_t peak = status_octets("VmHWM:");
  return idle_octets_ == 0 || peak < idle_octets_ ? 0 : peak - idle_octets_;
}

cost measure(const std::function<std::uint64_t(memory_mark&)>& run) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("pipe");
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    try {
      const cost spent = run_here(run);
      _exit(write(ends[1], &spent, sizeof spent) == sizeof spent ? 0 : 1);
    } catch (const std::exception& caught) {
      std::fprintf(stderr, "benchmark run failed: %s\n", caught.what());
      _exit(1);
    }
  }
  close(ends[1]);
  cost spent;
  const bool whole = read(ends[0], &spent, sizeof spent) == sizeof spent;
  close(ends[0]);
  waitpid(child, nullptr, 0);
  if (!whole) throw std::runtime_error("a measured run failed");
  return spent;
}

}  // namespace bench
