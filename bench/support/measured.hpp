#pragma once

#include <cstdint>
#include <functional>

namespace bench {

/// The cost of one run. It is measured in a separate process, so that earlier runs do not affect it.
struct cost {
  double wall_seconds = 0;
  double cpu_seconds = 0;           ///< user and system
  std::uint64_t peak_octets = 0;    ///< resident
  std::uint64_t growth_octets = 0;  ///< of the peak since mark_idle(); zero if that was not called
  std::uint64_t work = 0;           ///< the value that the run returned
};

/// Passed to the run, which marks the moment when the client is connected and idle. Only memory after that counts as
/// growth.
class memory_mark {
 public:
  void mark_idle();
  [[nodiscard]] std::uint64_t growth() const;

 private:
  std::uint64_t idle_octets_ = 0;
};

/// Runs `run` in a child process. Throws std::runtime_error if the child fails.
[[nodiscard]] cost measure(const std::function<std::uint64_t(memory_mark&)>& run);

}  // namespace bench
