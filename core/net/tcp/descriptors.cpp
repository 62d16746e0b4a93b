#include "net/tcp/descriptors.hpp"

#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <limits>

namespace pop3kit::net {

std::size_t descriptors_left() noexcept {
  constexpr std::size_t unknown = std::numeric_limits<std::size_t>::max();
  rlimit most{};
  if (::getrlimit(RLIMIT_NOFILE, &most) != 0 || most.rlim_cur == RLIM_INFINITY) return unknown;
  const int lowest = ::eventfd(0, EFD_CLOEXEC);
  if (lowest < 0) return errno == EMFILE || errno == ENFILE ? 0 : unknown;
  ::close(lowest);
  const auto number = static_cast<rlim_t>(lowest);
  return number < most.rlim_cur ? static_cast<std::size_t>(most.rlim_cur - number) : 0;
}

}  // namespace pop3kit::net
