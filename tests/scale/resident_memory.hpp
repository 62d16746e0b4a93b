#pragma once

#include <unistd.h>

#include <cstdint>
#include <fstream>

namespace pop3kit {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool memory_is_our_own = false;  // a sanitizer keeps what was freed
#else
inline constexpr bool memory_is_our_own = true;
#endif

/// Of this process, in memory rather than mapped.
inline std::uint64_t resident_octets() {
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace pop3kit
