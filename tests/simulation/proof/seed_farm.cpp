#include "seed_farm.hpp"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <new>
#include <span>
#include <stdexcept>

namespace pop3kit::proof {

namespace {

// On the machine's own clock: no seed needs more than a fraction of a second.
constexpr unsigned seconds_until_hung = 60;
constexpr std::size_t longest_finding = 240;

/// What one worker tells; lives in memory that it shares with the process that started it.
struct tally_sheet {
  std::atomic<std::uint64_t> at{0};  ///< index of the seed under way
  std::uint64_t seeds = 0;
  std::int64_t passed = 0;
  std::uint64_t faults = 0;
  std::uint64_t messages = 0;
  std::uint64_t octets = 0;
  std::uint64_t work = 0;
  bool failed = false;
  std::array<char, longest_finding + 1> finding{};
};

class shared_sheets {
 public:
  explicit shared_sheets(std::size_t count) : octets_((count + 1) * sizeof(tally_sheet)) {
    memory_ = ::mmap(nullptr, octets_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory_ == MAP_FAILED) throw std::runtime_error("no shared memory");
    sheets_ = std::span(static_cast<tally_sheet*>(memory_), count + 1);
    for (tally_sheet& sheet : sheets_) new (&sheet) tally_sheet;
  }
  ~shared_sheets() { ::munmap(memory_, octets_); }
  shared_sheets(const shared_sheets&) = delete;
  shared_sheets& operator=(const shared_sheets&) = delete;

  [[nodiscard]] tally_sheet& of(std::size_t worker) { return sheets_[worker + 1]; }
  /// Raised by the first worker that found something.
  [[nodiscard]] std::atomic<std::uint64_t>& stop() { return sheets_.front().at; }

 private:
  std::size_t octets_;
  void* memory_;
  std::span<tally_sheet> sheets_;
};

void note(tally_sheet& sheet, const run_report& done) {
  ++sheet.seeds;
  sheet.passed += done.passed.count();
  sheet.faults += done.faults;
  sheet.messages += done.messages;
  sheet.octets += done.octets;
  sheet.work += done.work;
  if (!done.finding) return;
  sheet.failed = true;
  done.finding->copy(sheet.finding.data(), longest_finding);
}

/// Now and then twice: the same seed must give the same run. Under TLS the lengths of signatures differ.
run_report carry_out_checked(const plan& what) {
  constexpr std::uint64_t share = 50;
  run_report done = carry_out(what);
  if (done.finding || what.seed % share != 0 || what.protection != security::none) return done;
  if (carry_out(what).digest != done.digest) done.finding = "the same seed ran otherwise the second time";
  return done;
}

void work(const std::vector<std::uint64_t>& seeds, std::size_t first, std::size_t stride, shared_sheets& shared,
          tally_sheet& sheet) {
  for (std::size_t index = first; index < seeds.size() && shared.stop() == 0; index += stride) {
    sheet.at = index;
    ::alarm(seconds_until_hung);
    note(sheet, carry_out_checked(make_plan(seeds[index])));
    if (sheet.failed) shared.stop() = 1;
  }
}

/// What a worker found, or what its end says.
std::string finding_in(const tally_sheet& sheet, int status) {
  if (WIFSIGNALED(status)) return std::string("killed: ") + ::strsignal(WTERMSIG(status));
  if (WIFEXITED(status) && WEXITSTATUS(status) != 0) return "ended by its sanitizer or by exit()";
  return sheet.finding.data();
}

void add(farm_report& all, const tally_sheet& sheet, const std::vector<std::uint64_t>& seeds, int status) {
  all.seeds += sheet.seeds;
  all.passed += std::chrono::nanoseconds(sheet.passed);
  all.faults += sheet.faults;
  all.messages += sheet.messages;
  all.octets += sheet.octets;
  all.work += sheet.work;
  std::string finding = finding_in(sheet, status);
  if (finding.empty()) return;
  const std::uint64_t index = sheet.at;
  if (all.failed && all.seeds_until_failure <= index + 1) return;
  all.failed = seeds[static_cast<std::size_t>(index)];
  all.seeds_until_failure = index + 1;
  all.finding = std::move(finding);
}

template <class Work>
::pid_t start_process(Work work) {
  const ::pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child != 0) return child;
  work();
  ::_exit(0);
}

int wait_for(::pid_t child) {
  int status = 0;
  if (::waitpid(child, &status, 0) < 0) throw std::runtime_error("a worker is lost");
  return status;
}

}  // namespace

farm_report run_seeds(const std::vector<std::uint64_t>& seeds, unsigned jobs) {
  const std::size_t workers = std::clamp<std::size_t>(jobs, 1, std::max<std::size_t>(seeds.size(), 1));
  shared_sheets shared(workers);
  std::vector<::pid_t> children;
  for (std::size_t worker = 0; worker < workers; ++worker) {
    children.push_back(start_process([&] { work(seeds, worker, workers, shared, shared.of(worker)); }));
  }
  farm_report all;
  for (std::size_t worker = 0; worker < workers; ++worker) {
    const int status = wait_for(children[worker]);
    if (WIFSIGNALED(status)) shared.stop() = 1;
    add(all, shared.of(worker), seeds, status);
  }
  return all;
}

std::optional<std::string> find_apart(const plan& what) {
  shared_sheets shared(1);
  const ::pid_t child = start_process([&] {
    ::alarm(seconds_until_hung);
    note(shared.of(0), carry_out_checked(what));
  });
  std::string finding = finding_in(shared.of(0), wait_for(child));
  if (finding.empty()) return std::nullopt;
  return finding;
}

}  // namespace pop3kit::proof
