#pragma once

#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

namespace pop3kit::testing {

/// Lets this process open only so many more files and sockets, as long as it exists.
class descriptor_limit {
 public:
  explicit descriptor_limit(rlim_t more) {
    const int lowest = ::eventfd(0, EFD_CLOEXEC);
    ::close(lowest);
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit lower = before_;
    lower.rlim_cur = static_cast<rlim_t>(lowest) + more;
    ::setrlimit(RLIMIT_NOFILE, &lower);
  }
  descriptor_limit(const descriptor_limit&) = delete;
  descriptor_limit& operator=(const descriptor_limit&) = delete;
  ~descriptor_limit() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace pop3kit::testing
